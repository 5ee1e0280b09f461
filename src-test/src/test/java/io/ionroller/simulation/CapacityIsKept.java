package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.EnvironmentVerified;
import io.ionroller.engine.rollout.ServiceEvent.ReleaseCompleted;
import io.ionroller.engine.rollout.ServiceEvent.StepStarted;

/**
 * The engine takes capacity out of service in two ways: it moves traffic to a candidate, and it removes what served before. So
 * it moves forward only onto an environment of which all required instances were seen healthy, which the cloud must confirm
 * for the time of that reading; what has traffic is not removed ({@link RemovalIsProven}). Going back, one healthy instance is
 * enough ({@link WeightOnlyOnHealthy}): the environment that is left was seen to be bad, or a person wants it left. A rollback
 * out of a rollout, whose candidate is that rollout's base, is such a way back.
 */
final class CapacityIsKept extends Invariant {

    CapacityIsKept(World world) {
        super(
                world,
                "traffic moves forward only onto an environment of which all required instances were seen healthy");
    }

    @Override
    void stored(Stored stored) {
        Rollout rollout = stored.before().rollout();
        ServiceEvent event = stored.event();
        boolean forward = event instanceof StepStarted
                || event instanceof EnvironmentVerified
                || event instanceof ReleaseCompleted;
        if (rollout == null || !forward || rollout.candidate().equals(rollout.base())) {
            return;
        }
        EnvironmentId id = rollout.candidate();
        Environment environment = stored.before().environment(id);
        Environment.Health health = environment.health();
        check(health != null && health.ready(), event + " onto " + environment);
        if (health != null) {
            EnvironmentObservation then = world().cloud().observe(id, health.observedAt());
            check(then.ready(), event + ": by the cloud it was " + then);
            check(
                    !(event instanceof EnvironmentVerified) || world().cloud().whole(id, health.observedAt()),
                    event + ": by the cloud it was scaled down: " + then);
        }
    }
}
