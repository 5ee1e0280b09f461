package io.ionroller.api.view;

import io.ionroller.engine.query.ServiceSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of services.
 *
 * @param revision newest revision of the configuration; absent after a deletion
 * @param current the release that has the traffic; absent when nothing is deployed
 * @param next the release in flight; absent when none is
 * @param environmentCount environments that exist, also warm ones
 * @param changedAt time of the newest event
 */
public record ServiceLine(
        String name,
        @Nullable Integer revision,
        @Nullable ReleaseRef current,
        @Nullable ReleaseRef next,
        int environmentCount,
        Instant changedAt) {

    public static ServiceLine of(ServiceSummary summary) {
        return new ServiceLine(
                summary.service().value(),
                summary.revision(),
                reference(summary.stableRelease(), summary.stableVersion(), null),
                reference(summary.activeRelease(), summary.activeVersion(), summary.activePhase()),
                summary.environments(),
                summary.changedAt());
    }

    private static @Nullable ReleaseRef reference(
            @Nullable Long release, @Nullable String version, @Nullable String phase) {
        return release == null || version == null ? null : new ReleaseRef(release, version, null, null, phase);
    }
}
