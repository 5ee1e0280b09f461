package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sets the weights and reports what was read back. */
record TrafficShift(EffectId id, TrafficSpec spec, Access access, Duration interval) implements Work {

    /** Short, because a rollback waits for the end of the change under way. */
    @Override
    public Duration timeout(WorkSettings settings) {
        return settings.trafficCallTimeout();
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .ensureTraffic(spec, id)
                .thenApply(seen -> Optional.of(new TrafficSeen(id, seen)));
    }
}
