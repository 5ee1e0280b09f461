package io.ionroller.engine.model;

import java.time.Duration;

/**
 * How an instance proves that it is healthy: an HTTP GET that answers 200 to 399.
 *
 * @param path absolute path, at most 1024 characters
 * @param interval time between two checks of an instance, 10 ms to 1 h
 * @param healthyThreshold successes in a row that make an instance healthy, 1 to 100
 * @param unhealthyThreshold failures in a row that make it unhealthy, 1 to 100
 * @param timeout time for one answer, 10 ms to 1 h
 */
public record HealthCheck(
        String path, Duration interval, int healthyThreshold, int unhealthyThreshold, Duration timeout) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    public HealthCheck {
        if (!path.startsWith("/") || path.length() > 1024 || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new InvalidValueException(
                    "path", '"' + path + '"', "an absolute path of printable ASCII, at most 1024 characters");
        }
        range("interval", interval);
        range("timeout", timeout);
        threshold("healthy_threshold", healthyThreshold);
        threshold("unhealthy_threshold", unhealthyThreshold);
    }

    /** Every second on {@code /health}, 2 successes, 3 failures, 1 s to answer. */
    public static HealthCheck standard() {
        return new HealthCheck("/health", Duration.ofSeconds(1), 2, 3, Duration.ofSeconds(1));
    }

    private static void range(String field, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidValueException(field, Durations.format(value), "10ms to 1h");
        }
    }

    private static void threshold(String field, int value) {
        if (value < 1 || value > 100) {
            throw new InvalidValueException(field, value, "1 to 100");
        }
    }
}
