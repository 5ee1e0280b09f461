package io.ionroller.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The only clock and the only scheduler of one simulation. Time stands still while a step runs; steps of the same instant run
 * in the order in which they were asked for. Used by one thread.
 */
final class VirtualTime implements InstantSource {

    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private record Step(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingLong(Step::number));
    private Instant now = START;
    private long asked;

    @Override
    public Instant instant() {
        return now;
    }

    /** Since the start. */
    Duration elapsed() {
        return Duration.between(START, now);
    }

    void after(Duration wait, Runnable action) {
        steps.add(new Step(now.plus(wait), ++asked, action));
    }

    /** At a time since the start; at once if that is over. */
    void at(Duration sinceStart, Runnable action) {
        Instant at = START.plus(sinceStart);
        steps.add(new Step(at.isBefore(now) ? now : at, ++asked, action));
    }

    /** Runs the next step; false when there is none. */
    boolean step() {
        Step next = steps.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }
}
