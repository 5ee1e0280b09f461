package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.UnusedCapacity;
import io.ionroller.engine.rollout.UpkeepEvent.*;

/**
 * Environments that keep fewer instances while they are unused, where the platform's settings say so. Before such a one gets
 * traffic again, it has to be seen with all of them.
 */
final class Scalings {

    private Scalings() {}

    /** Fewer are reached when a reading after the call shows that no more are wanted; all, when all are healthy. */
    static void completeIfReached(Draft draft, EnvironmentObservation seen) {
        Upkeep.Scaling scaling =
                draft.state().environment(seen.environment()).upkeep().scaling();
        if (scaling == null || scaling.done() || !seen.exists()) {
            return;
        }
        boolean reached = scaling.up()
                ? seen.required() >= scaling.full() && seen.healthy() >= scaling.full()
                : seen.required() <= scaling.instances();
        if (reached) {
            draft.emit(new ScalingCompleted(seen.environment(), scaling.number(), scaling.instances(), scaling.full()));
        }
    }

    /** Decides it on what the platform says of an environment that nobody needs. */
    static void reduceIfUnused(Draft draft, EnvironmentObservation seen) {
        UnusedCapacity unused = seen.unused();
        Environment environment = draft.state().environment(seen.environment());
        Upkeep.Scaling scaling = environment.upkeep().scaling();
        boolean underWay = scaling != null && scaling.reduced() && !scaling.done();
        if (unused == null
                || underWay
                || seen.required() <= unused.kept() && !environment.growing()
                || !(environment.lifecycle() instanceof Lifecycle.Retired)
                || !Progress.unused(draft.state(), environment)) {
            return;
        }
        if (environment.repair() == null && environment.upkeep().loss() == null) {
            draft.emit(new ScalingStarted(environment.id(), number(environment), unused.kept(), unused.full()));
        }
    }

    /** It is to get traffic again. */
    static void growAgain(Draft draft, Environment environment) {
        Upkeep.Scaling scaling = environment.upkeep().scaling();
        if (scaling != null && scaling.reduced()) {
            draft.emit(new ScalingStarted(environment.id(), number(environment), scaling.full(), scaling.full()));
        }
    }

    private static int number(Environment environment) {
        Upkeep.Scaling scaling = environment.upkeep().scaling();
        return scaling == null ? 1 : scaling.number() + 1;
    }

    /** What a rollback to it has to do first: {@code 2.0.0 keeps 1 of 3 instances: scaling up first}; empty when nothing. */
    static String first(Environment environment) {
        Upkeep.Scaling scaling = environment.upkeep().scaling();
        return scaling == null || !scaling.reduced()
                ? ""
                : environment.version() + " keeps " + scaling.instances() + " of " + scaling.full()
                        + " instances: scaling up first";
    }
}
