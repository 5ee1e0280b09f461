package io.ionroller.deploy.local.router;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How routers work, {@code ionroller.local.router}; {@code reference.conf} says what each is for.
 *
 * @param bind address that routers listen on
 * @param drainDelay how long after weight 0 an environment counts as drained
 */
public record RouterSettings(
        String bind,
        Duration drainDelay,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration keepAlive,
        Duration connectTimeout,
        int connections,
        int connectionsPerInstance) {

    public RouterSettings {
        if (drainDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "ionroller.local.drain-delay: got " + drainDelay + ", wanted 0s or more");
        }
        positive("answer-timeout", answerTimeout);
        positive("idle-timeout", idleTimeout);
        positive("keep-alive", keepAlive);
        positive("connect-timeout", connectTimeout);
        positive("connections", connections);
        positive("connections-per-instance", connectionsPerInstance);
    }

    /** Reads from {@code ionroller.local}. */
    public static RouterSettings from(Config config) {
        Config router = config.getConfig("router");
        return new RouterSettings(
                config.getString("bind"),
                config.getDuration("drain-delay"),
                router.getDuration("answer-timeout"),
                router.getDuration("idle-timeout"),
                router.getDuration("keep-alive"),
                router.getDuration("connect-timeout"),
                router.getInt("connections"),
                router.getInt("connections-per-instance"));
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "ionroller.local.router." + key + ": got " + value + ", wanted more than 0s");
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "ionroller.local.router." + key + ": got " + value + ", wanted 1 or more");
        }
    }
}
