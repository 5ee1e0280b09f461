package io.ionroller.api.view;

import io.ionroller.engine.query.ServiceSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of services.
 *
 * @param revision newest revision of the configuration; absent after a deletion
 * @param current the release that has the traffic; absent when nothing is deployed
 * @param next the release in flight; absent when none is
 * @param environmentCount environments that exist, also warm ones
 * @param environments those, in order of release
 * @param rollout how far the release in flight is; absent when none is
 * @param last the release that ended last, with the phase it ended in; absent before the first end
 * @param requestedBy who asked for the newest release; absent before the first
 * @param requestedAt when that was
 * @param changedAt time of the newest event
 */
public record ServiceLine(
        String name,
        @Nullable Integer revision,
        @Nullable ReleaseRef current,
        @Nullable ReleaseRef next,
        int environmentCount,
        List<EnvironmentLine> environments,
        @Nullable RolloutLine rollout,
        @Nullable ReleaseRef last,
        @Nullable String requestedBy,
        @Nullable Instant requestedAt,
        Instant changedAt) {

    public static ServiceLine of(ServiceSummary summary) {
        return new ServiceLine(
                summary.service().value(),
                summary.revision(),
                reference(summary.stableRelease(), summary.stableVersion(), null),
                reference(summary.activeRelease(), summary.activeVersion(), summary.activePhase()),
                summary.environments().size(),
                summary.environments().stream().map(EnvironmentLine::of).toList(),
                summary.rollout() == null ? null : RolloutLine.of(summary.rollout()),
                last(summary.last()),
                summary.requestedBy(),
                summary.requestedAt(),
                summary.changedAt());
    }

    private static @Nullable ReleaseRef last(ServiceSummary.@Nullable EndedRelease ended) {
        return ended == null ? null : new ReleaseRef(ended.release(), ended.version(), null, null, ended.phase());
    }

    private static @Nullable ReleaseRef reference(
            @Nullable Long release, @Nullable String version, @Nullable String phase) {
        return release == null || version == null ? null : new ReleaseRef(release, version, null, null, phase);
    }
}
