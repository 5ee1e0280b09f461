package io.ionroller.deploy.ec2.sweep;

import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a leftover.
 *
 * @param createdAt when it was made, or its release was asked for; absent when neither is known
 * @param proof that it is drained; where there is none it stays
 * @param entries rules that still name it, without weight
 */
record Verdict(
        Leftover leftover,
        @Nullable Instant createdAt,
        State state,
        String reason,
        Optional<DrainProof> proof,
        List<RuleView> entries) {

    static Verdict kept(Leftover leftover, @Nullable Instant createdAt, String reason) {
        return new Verdict(leftover, createdAt, State.KEPT, reason, Optional.empty(), List.of());
    }

    static Verdict draining(Leftover leftover, @Nullable Instant createdAt, String reason) {
        return new Verdict(leftover, createdAt, State.DRAINING, reason, Optional.empty(), List.of());
    }

    Orphan told(String place) {
        return new Orphan(leftover.label(), place, leftover.resources(), createdAt, state, reason);
    }
}
