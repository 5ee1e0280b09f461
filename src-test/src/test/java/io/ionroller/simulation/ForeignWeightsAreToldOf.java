package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.TrafficDriftFound;
import io.ionroller.engine.rollout.ServiceEvent.TrafficIntended;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Weights that somebody else set and that happen to be what the engine once intended cannot be told from its own. */
final class ForeignWeightsAreToldOf extends Invariant {

    private final Set<Map<EnvironmentId, Weight>> known = new HashSet<>(Set.of(Map.of()));

    ForeignWeightsAreToldOf(World world) {
        super(
                world,
                "weights that nobody intended are overwritten only after the journal has said that they were found");
    }

    @Override
    void stored(Stored stored) {
        switch (stored.event()) {
            case TrafficIntended intended -> known.add(intended.weights());
            case TrafficDriftFound found -> known.add(found.observed());
            default -> {}
        }
    }

    @Override
    void changes(CloudChange change) {
        if (change instanceof CloudChange.Shift shift) {
            check(known.contains(shift.before()), shift.effect() + " overwrites " + shift.before());
        }
    }
}
