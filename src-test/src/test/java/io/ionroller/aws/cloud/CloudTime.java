package io.ionroller.aws.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the cloud: it stands until it is moved, or runs some times faster than the real one. Thread-safe. */
public final class CloudTime implements InstantSource {

    private final long startNanos = System.nanoTime();
    private final double factor;
    private volatile Instant start;

    private CloudTime(Instant start, double factor) {
        this.start = start;
        this.factor = factor;
    }

    /** A clock that only {@link #advance} moves. */
    public static CloudTime manual(Instant start) {
        return new CloudTime(start, 0);
    }

    /** @param factor 60 lets a minute pass in a second */
    public static CloudTime scaled(double factor) {
        return new CloudTime(Instant.now(), factor);
    }

    public synchronized void advance(Duration duration) {
        start = start.plus(duration);
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * factor));
    }
}
