package io.ionroller.deploy.local;

import com.typesafe.config.Config;
import io.ionroller.deploy.local.router.RouterSettings;
import java.time.Duration;

/**
 * The machine's settings of the local platform, {@code ionroller.local}.
 *
 * @param firstPort first port for instances
 * @param lastPort last port for instances
 * @param launchTimeout until a new process must have claimed its slot
 * @param grace between SIGTERM and SIGKILL
 * @param outputLimit bytes kept per log of an instance
 */
public record LocalSettings(
        int firstPort, int lastPort, Duration launchTimeout, Duration grace, long outputLimit, RouterSettings router) {

    private static final int LEAST_PORT = 1_024;
    private static final int MOST_PORT = 65_535;
    private static final long LEAST_OUTPUT = 1_024;

    public LocalSettings {
        if (firstPort < LEAST_PORT || lastPort > MOST_PORT || firstPort > lastPort) {
            throw new IllegalArgumentException("ionroller.local.ports: got " + firstPort + " to " + lastPort
                    + ", wanted a range within " + LEAST_PORT + " to " + MOST_PORT);
        }
        if (launchTimeout.isNegative() || launchTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "ionroller.local.launch-timeout: got " + launchTimeout + ", wanted more than 0s");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException(
                    "ionroller.local.termination-grace: got " + grace + ", wanted 0s or more");
        }
        if (outputLimit < LEAST_OUTPUT) {
            throw new IllegalArgumentException(
                    "ionroller.local.output-limit: got " + outputLimit + ", wanted 1 KiB or more");
        }
    }

    /** Reads {@code ionroller.local}, which {@code reference.conf} documents. */
    public static LocalSettings from(Config root) {
        Config config = root.getConfig("ionroller.local");
        return new LocalSettings(
                config.getInt("ports.first"),
                config.getInt("ports.last"),
                config.getDuration("launch-timeout"),
                config.getDuration("termination-grace"),
                config.getBytes("output-limit"),
                RouterSettings.from(config));
    }
}
