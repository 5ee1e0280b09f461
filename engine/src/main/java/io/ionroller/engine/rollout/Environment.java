package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An environment as the engine knows it.
 *
 * @param health what was last stored about its instances; absent before the first observation
 * @param repairs how many repairs were ever started; numbers them
 * @param failedRepairs how many of them were started since it was last seen complete and healthy
 * @param repair the repair under way; absent when none is
 * @param resolved what it was made from, found out once, by name; absent where there is nothing to tell
 * @param upkeep what became of it after its release; absent in what an older node tells: nothing
 */
public record Environment(
        EnvironmentId id,
        Version version,
        int revision,
        Lifecycle lifecycle,
        @Nullable Health health,
        int repairs,
        int failedRepairs,
        @Nullable Repair repair,
        @Nullable Map<String, String> resolved,
        @Nullable Upkeep upkeep) {

    public Environment {
        upkeep = Objects.requireNonNullElse(upkeep, Upkeep.NONE);
    }

    /** The stored observation of the instances. */
    public record Health(int healthy, int running, int required, String detail, Instant observedAt) {

        /** All required instances run and are healthy. */
        public boolean ready() {
            return required > 0 && healthy >= required;
        }
    }

    /** Instances are being brought back, not before the given time. */
    public record Repair(int number, Instant notBefore) {}

    /** An environment of which nothing exists yet. */
    static Environment requested(Release release) {
        return new Environment(
                release.environment(),
                release.version(),
                release.revision(),
                new Lifecycle.Requested(),
                null,
                0,
                0,
                null,
                null,
                null);
    }

    @Override
    public Upkeep upkeep() {
        return Objects.requireNonNull(upkeep);
    }

    /** Whether it was seen with all its instances healthy. */
    public boolean ready() {
        return health != null && health.ready();
    }

    /** Whether it has, or is on its way to, fewer instances than it needs with traffic, by the engine's own doing. */
    public boolean reduced() {
        Upkeep.Scaling scaling = upkeep().scaling();
        return scaling != null && scaling.reduced();
    }

    /** Whether it is getting instances back that it was scaled down by. */
    public boolean growing() {
        Upkeep.Scaling scaling = upkeep().scaling();
        return scaling != null && scaling.growing();
    }

    /** Whether it could serve: it exists and is not being taken down. */
    public boolean serviceable() {
        return switch (lifecycle) {
            case Lifecycle.Live live -> true;
            case Lifecycle.Retired retired -> true;
            case Lifecycle.Requested requested -> false;
            case Lifecycle.Draining draining -> false;
            case Lifecycle.Removing removing -> false;
        };
    }

    Environment with(Lifecycle next) {
        return new Environment(id, version, revision, next, health, repairs, failedRepairs, repair, resolved, upkeep);
    }

    Environment with(Health seen) {
        return new Environment(
                id,
                version,
                revision,
                lifecycle,
                seen,
                repairs,
                seen.ready() ? 0 : failedRepairs,
                repair,
                resolved,
                upkeep);
    }

    Environment with(@Nullable Repair next) {
        int more = next == null ? 0 : 1;
        return new Environment(
                id, version, revision, lifecycle, health, repairs + more, failedRepairs + more, next, resolved, upkeep);
    }

    /** It was made, from this. */
    Environment made(@Nullable Map<String, String> from) {
        return new Environment(
                id, version, revision, new Lifecycle.Live(), health, repairs, failedRepairs, repair, from, upkeep);
    }

    Environment keptUp(UnaryOperator<Upkeep> change) {
        return new Environment(
                id,
                version,
                revision,
                lifecycle,
                health,
                repairs,
                failedRepairs,
                repair,
                resolved,
                change.apply(upkeep()));
    }
}
