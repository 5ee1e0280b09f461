package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.rollout.ServiceEvent.DrainProven;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The proof is stored before the call, and what it says was so: by what the cloud showed at that time. Weight that somebody else
 * gives after the reading is the platform's to notice, which then refuses.
 */
final class RemovalIsProven extends Invariant {

    private final Set<DrainProof> proofs = new HashSet<>();

    RemovalIsProven(World world) {
        super(
                world,
                "nothing is removed without a stored and true proof that it is drained, and never while it has weight");
    }

    @Override
    void stored(Stored stored) {
        if (stored.event() instanceof DrainProven proven) {
            proofs.add(proven.proof());
            checkTruth(proven.proof());
        }
    }

    private void checkTruth(DrainProof proof) {
        CloudRouter router = world().cloud().router();
        EnvironmentId id = proof.environment();
        Instant zeroSince = router.zeroSince(id, proof.observedAt());
        check(
                zeroSince != null && !proof.zeroSince().isBefore(zeroSince) && !router.busy(id, proof.observedAt()),
                proof + ", but the router had it at zero since " + zeroSince + ", busy: "
                        + router.busy(id, proof.observedAt()));
    }

    @Override
    void changes(CloudChange change) {
        if (change instanceof CloudChange.Removal(EnvironmentId id, DrainProof proof)) {
            CloudRouter router = world().cloud().router();
            check(proofs.contains(proof), "the journal has no " + proof);
            check(
                    !router.servesAfter(id, proof.observedAt()) || router.foreignAfter(proof.observedAt()),
                    id + " is removed, with traffic since " + proof + ": " + router.accepted());
        }
    }
}
