package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentPart;
import java.time.Instant;
import java.util.List;

/** What became of an environment after its release, by others or by the engine. Leaves rollouts and traffic as they are. */
public sealed interface UpkeepEvent extends ServiceEvent {

    EnvironmentId environment();

    @Override
    default EnvironmentId aboutEnvironment() {
        return environment();
    }

    /** Nothing of the environment is there any more, or nothing of one in use that could ever answer. */
    record EnvironmentLost(EnvironmentId environment, String reason, Instant observedAt) implements UpkeepEvent {}

    /** What was lost has healthy instances again. */
    record EnvironmentRecovered(EnvironmentId environment, int healthy, int required, Instant observedAt)
            implements UpkeepEvent {}

    /** It is complete again, or still, with others than before: they were replaced, or the platform has scaled it. */
    record InstancesChanged(EnvironmentId environment, List<String> gone, List<String> come, Instant observedAt)
            implements UpkeepEvent {
        public InstancesChanged {
            gone = List.copyOf(gone);
            come = List.copyOf(come);
        }
    }

    /** Somebody else has changed a part of the environment. */
    record EnvironmentDriftFound(
            EnvironmentId environment,
            EnvironmentPart part,
            String was,
            String now,
            boolean restorable,
            Instant observedAt)
            implements UpkeepEvent {}

    /** The part is as it should be again, whoever did that. */
    record EnvironmentDriftEnded(EnvironmentId environment, EnvironmentPart part, Instant observedAt)
            implements UpkeepEvent {}

    /** The platform is asked to set these parts right, because the configuration says so. */
    record RestorationStarted(EnvironmentId environment, int restoration, List<EnvironmentPart> parts)
            implements UpkeepEvent {}

    /**
     * The environment is to have so many instances: fewer while it is unused, all before it gets traffic again.
     *
     * @param full how many it needs with traffic
     */
    record ScalingStarted(EnvironmentId environment, int scaling, int instances, int full) implements UpkeepEvent {}

    /** A reading has shown that it has so many. */
    record ScalingCompleted(EnvironmentId environment, int scaling, int instances, int full) implements UpkeepEvent {}
}
