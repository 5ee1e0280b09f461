package io.ionroller.engine.model;

import java.time.Duration;

/**
 * Everything that is decided about a service before a version is released. Immutable; a change is a new revision.
 *
 * @param platform where and how environments are made
 * @param healthCheck how instances prove that they are healthy
 * @param strategy how traffic moves, already expanded
 * @param deadlines how long each phase may take
 * @param bake time at full weight during which the rollout still rolls back by itself; 0 to 7 days
 * @param keepUnusedFor how long a former environment stays warm for a rollback; 0 to 30 days
 * @param onConflict what a new release does while another is in flight
 */
public record ServiceConfiguration(
        PlatformSettings platform,
        HealthCheck healthCheck,
        Strategy strategy,
        Deadlines deadlines,
        Duration bake,
        Duration keepUnusedFor,
        ConflictPolicy onConflict) {

    /** ION-Roller 1's {@code remove_unused_after_minutes}. */
    public static final Duration STANDARD_KEEP_UNUSED_FOR = Duration.ofMinutes(60);

    public ServiceConfiguration {
        atMost("bake", bake, Duration.ofDays(7), "0s to 168h");
        atMost("keep_unused_for", keepUnusedFor, Duration.ofDays(30), "0s to 720h");
    }

    private static void atMost(String field, Duration value, Duration most, String wanted) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new InvalidValueException(field, Durations.format(value), wanted);
        }
    }
}
