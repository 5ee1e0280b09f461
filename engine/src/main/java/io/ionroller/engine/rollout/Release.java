package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release as the engine remembers it.
 *
 * @param environment where it ran, runs or will run
 * @param origin the release whose version and revision it restores; its own number when it is no rollback
 * @param phase where it is, or how it ended
 * @param reason why it ended so; empty when there is nothing to say
 * @param trace the {@code traceparent} of the request for it; absent when that was not traced
 */
public record Release(
        long number,
        Version version,
        int revision,
        ReleaseKind kind,
        EnvironmentId environment,
        long origin,
        Instant requestedAt,
        PhaseName phase,
        String reason,
        @Nullable String trace) {

    Release in(PhaseName next, String why) {
        return new Release(number, version, revision, kind, environment, origin, requestedAt, next, why, trace);
    }

    Release tracedBy(@Nullable String traceparent) {
        return new Release(
                number, version, revision, kind, environment, origin, requestedAt, phase, reason, traceparent);
    }

    boolean runs(Version otherVersion, int otherRevision) {
        return version.equals(otherVersion) && revision == otherRevision;
    }
}
