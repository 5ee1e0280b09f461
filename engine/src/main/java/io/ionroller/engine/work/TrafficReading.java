package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads the router and reports what it does. */
record TrafficReading(EffectId id, TrafficSpec spec, Access access, Duration interval, Duration delay) implements Work {

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return access.to(spec.platform())
                .observeTraffic(spec)
                .thenApply(seen -> Optional.of(new TrafficSeen(id, seen)));
    }
}
