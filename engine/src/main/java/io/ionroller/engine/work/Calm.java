package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A watch while no rollout is in flight: it waits its turn among all others of this process. */
record Calm(Work watch, Pace pace) implements Work {

    @Override
    public EffectId id() {
        return watch.id();
    }

    @Override
    public Duration delay() {
        return pace.next(watch.delay());
    }

    @Override
    public Duration interval() {
        return pace.next(watch.interval());
    }

    @Override
    public Duration timeout(WorkSettings settings) {
        return watch.timeout(settings);
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return watch.attempt();
    }
}
