package io.ionroller.deploy.simulated;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the simulated platform reads of a configuration.
 *
 * @param instances 1 to 1000, default 1
 * @param createDelay from the first call until the instances run
 * @param healthyAfter from then until they pass (or fail) their health check
 * @param shiftDelay until new weights can be seen
 * @param drainDelay how long after weight 0 an environment counts as drained
 * @param unhealthyVersions versions whose instances never become healthy
 * @param exitVersions versions whose instances exit when they should become healthy
 */
record SimulatedSettings(
        int instances,
        Duration createDelay,
        Duration healthyAfter,
        Duration shiftDelay,
        Duration drainDelay,
        Set<String> unhealthyVersions,
        Set<String> exitVersions) {

    private static final int MOST_INSTANCES = 1_000;

    /** What is wrong with the settings. */
    static List<Violation> check(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        read(reader);
        return reader.finish();
    }

    /**
     * The settings of a configuration that was checked before.
     *
     * @throws InvalidValueException if it was not
     */
    static SimulatedSettings of(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        SimulatedSettings read = read(reader);
        List<Violation> violations = reader.finish();
        if (!violations.isEmpty()) {
            throw new InvalidValueException(violations);
        }
        return read;
    }

    private static SimulatedSettings read(SettingsReader reader) {
        return new SimulatedSettings(
                reader.whole("instances", 1, MOST_INSTANCES).orElse(1),
                reader.duration("create_delay").orElse(Duration.ZERO),
                reader.duration("healthy_after").orElse(Duration.ZERO),
                reader.duration("shift_delay").orElse(Duration.ZERO),
                reader.duration("drain_delay").orElse(Duration.ZERO),
                Set.copyOf(reader.texts("unhealthy_versions").orElse(List.of())),
                Set.copyOf(reader.texts("exit_versions").orElse(List.of())));
    }
}
