package io.ionroller.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps the looks at what is in use, but calm, down to so many a second in this process: with many services they come less often,
 * instead of taking all of the engine's and the platform's time. It also spreads them. A look that is given up leaves its
 * place empty. Safe for all threads.
 */
final class Pace {

    private final Duration gap;
    private final InstantSource clock;
    private Instant asked = Instant.MIN;
    private Instant taken = Instant.MIN;

    /** @param perSecond at least 1 */
    Pace(int perSecond, InstantSource clock) {
        this.gap = Duration.ofSeconds(1).dividedBy(perSecond);
        this.clock = clock;
    }

    /** Takes the next free place that is at least so far away, and answers how long until then. */
    synchronized Duration next(Duration shortest) {
        Instant now = clock.instant();
        if (now.isBefore(asked)) {
            // the clock was set back; what was taken by the other time would last too long
            taken = Instant.MIN;
        }
        asked = now;
        Instant earliest = now.plus(shortest);
        Instant free = taken.equals(Instant.MIN) ? earliest : taken.plus(gap);
        taken = free.isBefore(earliest) ? earliest : free;
        return Duration.between(now, taken);
    }
}
