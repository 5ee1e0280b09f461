package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A reading of which the owner hears when it differs from the last one it heard of, and every tenth time in any case. */
final class OnlyChanges implements Work {

    private static final int REPEAT = 10;

    private final EnvironmentReading reading;
    private @Nullable EnvironmentObservation reported;
    private int unreported = REPEAT;

    OnlyChanges(EnvironmentReading reading) {
        this.reading = reading;
    }

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
    public CompletionStage<Optional<Report>> attempt() {
        return reading.attempt().thenApply(report -> report.filter(this::isNews));
    }

    /** Runs in the thread of the platform's answer; the worker makes one attempt at a time. */
    private synchronized boolean isNews(Report report) {
        EnvironmentObservation seen = report instanceof EnvironmentSeen environment
                ? environment.observation().at(Instant.EPOCH)
                : null;
        if (Objects.equals(seen, reported) && ++unreported < REPEAT) {
            return false;
        }
        reported = seen;
        unreported = 0;
        return true;
    }
}
