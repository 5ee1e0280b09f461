package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a platform needs to make or find one environment again. Equal for every call about the same environment once it was made.
 *
 * @param resolved what it was made from ({@link EnvironmentObservation#resolved}), so that it is made again from the same when it is
 *     lost; absent before it was made, and where there is nothing to tell
 */
public record EnvironmentSpec(
        EnvironmentId id,
        Version version,
        int revision,
        PlatformSettings platform,
        HealthCheck healthCheck,
        @Nullable Map<String, String> resolved) {

    public EnvironmentSpec {
        resolved = resolved == null ? null : Map.copyOf(resolved);
    }

    /** Of one that was not made yet. */
    public EnvironmentSpec(
            EnvironmentId id, Version version, int revision, PlatformSettings platform, HealthCheck healthCheck) {
        this(id, version, revision, platform, healthCheck, null);
    }

    /** What it was made from; empty before. */
    public Map<String, String> origin() {
        return resolved == null ? Map.of() : resolved;
    }
}
