package io.ionroller.api.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many requests each of many callers has left. Remembers those that asked last. Thread-safe. */
final class RateLimits {

    private static final int MOST = 10_000;
    private static final double NANOS = 1e9;

    private final AccessSettings.Rate rate;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    private record Bucket(double left, long at) {}

    RateLimits(AccessSettings.Rate rate) {
        this.rate = rate;
    }

    /**
     * Takes one request of a caller.
     *
     * @param nanos now, by a clock that never goes back
     * @return empty if it has one; else how long it should wait
     */
    synchronized Optional<Duration> take(String caller, long nanos) {
        double left = left(caller, nanos);
        if (left >= 1) {
            buckets.put(caller, new Bucket(left - 1, nanos));
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) ((1 - left) / rate.perSecond() * NANOS)));
    }

    private double left(String caller, long nanos) {
        Bucket bucket = buckets.get(caller);
        return bucket == null
                ? rate.burst()
                : Math.min(rate.burst(), bucket.left() + (nanos - bucket.at()) / NANOS * rate.perSecond());
    }
}
