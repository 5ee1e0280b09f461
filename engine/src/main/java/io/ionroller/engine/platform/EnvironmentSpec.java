package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Version;

/** All that a platform needs to make or find one environment again. Equal for every call about the same environment. */
public record EnvironmentSpec(
        EnvironmentId id, Version version, int revision, PlatformSettings platform, HealthCheck healthCheck) {}
