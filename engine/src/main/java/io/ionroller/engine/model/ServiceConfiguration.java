package io.ionroller.engine.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * @param onDrift what is done about changes by others; absent in what was stored before there was a choice: {@link
 *     DriftPolicy#HOLD}
 * @param onLoss what is done when an environment in use is lost; absent in the same case: {@link LossPolicy#RECREATE}
 */
public record ServiceConfiguration(
        PlatformSettings platform,
        HealthCheck healthCheck,
        Strategy strategy,
        Deadlines deadlines,
        Duration bake,
        Duration keepUnusedFor,
        ConflictPolicy onConflict,
        @Nullable DriftPolicy onDrift,
        @Nullable LossPolicy onLoss) {

    /** ION-Roller 1's {@code remove_unused_after_minutes}. */
    public static final Duration STANDARD_KEEP_UNUSED_FOR = Duration.ofMinutes(60);

    public ServiceConfiguration {
        atMost("bake", bake, Duration.ofDays(7), "0s to 168h");
        atMost("keep_unused_for", keepUnusedFor, Duration.ofDays(30), "0s to 720h");
        onDrift = onDrift == null ? DriftPolicy.HOLD : onDrift;
        onLoss = onLoss == null ? LossPolicy.RECREATE : onLoss;
    }

    /** With the standard policies for what others do. */
    public ServiceConfiguration(
            PlatformSettings platform,
            HealthCheck healthCheck,
            Strategy strategy,
            Deadlines deadlines,
            Duration bake,
            Duration keepUnusedFor,
            ConflictPolicy onConflict) {
        this(platform, healthCheck, strategy, deadlines, bake, keepUnusedFor, onConflict, null, null);
    }

    @Override
    public DriftPolicy onDrift() {
        return Objects.requireNonNull(onDrift);
    }

    @Override
    public LossPolicy onLoss() {
        return Objects.requireNonNull(onLoss);
    }

    /** The same with other policies for what others do. */
    public ServiceConfiguration with(DriftPolicy drift, LossPolicy loss) {
        return new ServiceConfiguration(
                platform, healthCheck, strategy, deadlines, bake, keepUnusedFor, onConflict, drift, loss);
    }

    private static void atMost(String field, Duration value, Duration most, String wanted) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new InvalidValueException(field, Durations.format(value), wanted);
        }
    }
}
