package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.time.Instant;
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
 * @param environments environments that exist, also warm ones
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
        int environments,
        Instant changedAt) {

    /** Whether something of it must be driven or watched: a rollout is in flight or environments exist. */
    public boolean active() {
        return activeRelease != null || environments > 0;
    }
}
