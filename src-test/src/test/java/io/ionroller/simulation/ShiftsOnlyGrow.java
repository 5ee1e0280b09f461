package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.TrafficIntended;
import java.util.HashMap;
import java.util.Map;

/** The number of a change is taken from the name of its effect, so that a call which hides it is found out. */
final class ShiftsOnlyGrow extends Invariant {

    private static final String STEP = "shift-";

    private final Map<Long, Map<EnvironmentId, Weight>> intended = new HashMap<>();
    private long highest;

    ShiftsOnlyGrow(World world) {
        super(world, "the router takes no change of weights after a later one, and none but the stored ones");
    }

    @Override
    void stored(Stored stored) {
        if (stored.event() instanceof TrafficIntended change) {
            intended.put(change.shift(), change.weights());
        }
    }

    @Override
    void changes(CloudChange change) {
        if (change instanceof CloudChange.Shift(var spec, var effect, var before)) {
            long shift = Long.parseLong(effect.step().substring(STEP.length()));
            check(shift >= highest, "change " + shift + " after " + highest);
            check(
                    spec.weights().equals(intended.get(shift)),
                    effect + " sets " + spec.weights() + ", stored is " + intended.get(shift));
            highest = Math.max(highest, shift);
        }
    }
}
