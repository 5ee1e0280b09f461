package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of services.
 *
 * @param revision newest revision of the configuration; absent after a deletion
 * @param stableVersion version that has the traffic; absent when nothing is deployed
 * @param stableRelease its release number
 * @param activeRelease release in flight; absent when none is
 * @param activeVersion its version
 * @param activePhase its phase, as {@link io.ionroller.engine.rollout.PhaseName#text()}
 * @param environments environments that exist, also warm ones, in order of id
 * @param rollout how far the release in flight is; absent when none is, and when that is not known
 * @param last the release that ended last; absent before the first end, and when that is not known
 * @param requestedBy who asked for the newest release; absent before the first
 * @param requestedAt when that was
 * @param changedAt time of the newest event
 */
public record ServiceSummary(
        ServiceName service,
        @Nullable Integer revision,
        @Nullable String stableVersion,
        @Nullable Long stableRelease,
        @Nullable Long activeRelease,
        @Nullable String activeVersion,
        @Nullable String activePhase,
        List<EnvironmentSummary> environments,
        @Nullable RolloutSummary rollout,
        @Nullable EndedRelease last,
        @Nullable String requestedBy,
        @Nullable Instant requestedAt,
        Instant changedAt) {

    /**
     * A release that is over.
     *
     * @param phase the terminal one, such as {@code rolled-back}
     */
    public record EndedRelease(long release, String version, String phase) {}

    public ServiceSummary {
        environments = List.copyOf(environments);
    }

    /** Whether something of it must be driven or watched: a rollout is in flight or environments exist. */
    public boolean active() {
        return activeRelease != null || !environments.isEmpty();
    }
}
