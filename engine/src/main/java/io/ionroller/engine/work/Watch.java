package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A look, from time to time, at what is in use: only so many of them are under way at a time, so that changes meet no queue. */
record Watch(Work reading, CallLimit limit, WorkSettings settings) implements Work {

    /** A look that waits for its turn has not begun: it may take this many times as long in all. */
    private static final int WAITING = 4;

    @Override
    public EffectId id() {
        return reading.id();
    }

    @Override
    public Duration delay() {
        return reading.delay();
    }

    @Override
    public Duration interval() {
        return reading.interval();
    }

    @Override
    public Duration timeout(WorkSettings settings) {
        return reading.timeout(settings).multipliedBy(WAITING);
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return limit.admit(this::look);
    }

    /** What is not answered in time must not keep its place. */
    private CompletionStage<Optional<Report>> look() {
        CompletableFuture<Optional<Report>> answer = reading.attempt().toCompletableFuture();
        Duration longest = reading.timeout(settings);
        return answer.isDone() ? answer : answer.copy().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
