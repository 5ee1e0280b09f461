package io.ionroller.api.view;

import io.ionroller.engine.query.ReleaseSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services/{s}/releases/{n}}: one release, as history.
 *
 * @param kind {@code release}, {@code warm-rollback} or {@code cold-rollback}
 * @param environment where it ran, runs or will run
 * @param origin the release whose version and revision it restores; its own number when it is no rollback
 * @param phase the phase it is in, or the one it ended in
 * @param ended whether that phase is final
 * @param reason why it ended so; empty when there is nothing to say
 * @param user who asked for it
 * @param endedAt absent while it is in flight
 * @param phases time spent in each phase, in the order first entered; the current one up to its start only
 * @param resolved what its environment was made from, found out once, by name: {@code image} to {@code app@sha256:...}; empty
 *     where the platform tells nothing
 */
public record ReleaseView(
        String service,
        long release,
        String version,
        int revision,
        String kind,
        String environment,
        long origin,
        String phase,
        boolean ended,
        String reason,
        String user,
        Instant requestedAt,
        @Nullable Instant endedAt,
        Map<String, Duration> phases,
        Map<String, String> resolved) {

    public static ReleaseView of(ReleaseSummary summary) {
        return new ReleaseView(
                summary.service().value(),
                summary.release(),
                summary.version(),
                summary.revision(),
                summary.kind(),
                summary.environment(),
                summary.origin(),
                summary.phase(),
                summary.endedAt() != null,
                summary.reason(),
                summary.requestedBy(),
                summary.requestedAt(),
                summary.endedAt(),
                summary.phases(),
                summary.resolved());
    }
}
