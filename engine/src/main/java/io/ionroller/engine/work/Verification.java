package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Observes a new environment and reports how often in a row it was seen ready. What is not ready, or cannot be read, ends the
 * row; a crash does too, since the count is kept here only.
 */
final class Verification implements Work {

    private final EnvironmentReading reading;
    private final int needed;
    private int times;
    private Instant last = Instant.MIN;

    /** @param needed how many observations in a row it takes, at least 1 */
    Verification(EnvironmentReading reading, int needed) {
        this.reading = reading;
        this.needed = needed;
    }

    @Override
    public EffectId id() {
        return reading.id();
    }

    @Override
    public Duration interval() {
        return reading.interval();
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return reading.observe()
                .whenComplete((seen, failure) -> {
                    if (failure != null) {
                        end();
                    }
                })
                .thenApply(seen -> Optional.of(new EnvironmentSeen(id(), seen, count(seen), needed)));
    }

    /** Runs in the thread of the platform's answer. The same observation told again counts once. */
    private synchronized int count(EnvironmentObservation seen) {
        if (!seen.ready()) {
            times = 0;
        } else if (times == 0 || seen.observedAt().isAfter(last)) {
            times++;
        }
        last = seen.observedAt();
        return times;
    }

    private synchronized void end() {
        times = 0;
    }
}
