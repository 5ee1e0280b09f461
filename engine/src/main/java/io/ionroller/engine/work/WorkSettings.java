package io.ionroller.engine.work;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings of the engine, from {@code ionroller.engine}.
 *
 * @param observeInterval how often something awaited is observed
 * @param watchInterval how often what is in use is observed during a rollout
 * @param calmWatchInterval the same while no rollout is in flight
 * @param calmWatchesPerSecond how many of those this process makes at most, whatever their interval; at least 1
 * @param watchesAtOnce how many looks at what is in use are under way in this process at a time; at least 1
 * @param callTimeout how long one platform call may take
 * @param trafficCallTimeout how long one change of weights may take; a rollback may have to wait for it
 * @param shortestBackOff first wait after a failed call
 * @param longestBackOff longest wait after a failed call
 * @param attemptsBeforeReport failed attempts in a row before the owner is told; at least 1
 * @param askTimeout how long a request waits for an answer
 * @param reportsAtOnce how many reports of this process are on their way to owners at a time, besides those of rollbacks; at
 *     least 1
 * @param passivateAfter how long an idle owner stays in memory
 * @param handOverLimit how long an owner whose shard moves waits for its platform calls under way
 */
public record WorkSettings(
        Duration observeInterval,
        Duration watchInterval,
        Duration calmWatchInterval,
        int calmWatchesPerSecond,
        int watchesAtOnce,
        Duration callTimeout,
        Duration trafficCallTimeout,
        Duration shortestBackOff,
        Duration longestBackOff,
        int attemptsBeforeReport,
        Duration askTimeout,
        int reportsAtOnce,
        Duration passivateAfter,
        Duration handOverLimit) {

    public WorkSettings {
        atLeastOne("attempts-before-report", attemptsBeforeReport);
        atLeastOne("calm-watches-per-second", calmWatchesPerSecond);
        atLeastOne("watches-at-once", watchesAtOnce);
        atLeastOne("reports-at-once", reportsAtOnce);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new ConfigException.BadValue("ionroller.engine." + key, "must be at least 1, is " + value);
        }
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static WorkSettings from(Config config) {
        Config engine = config.getConfig("ionroller.engine");
        return new WorkSettings(
                positive(engine, "observe-interval"),
                positive(engine, "watch-interval"),
                positive(engine, "calm-watch-interval"),
                engine.getInt("calm-watches-per-second"),
                engine.getInt("watches-at-once"),
                positive(engine, "call-timeout"),
                positive(engine, "traffic-call-timeout"),
                positive(engine, "shortest-back-off"),
                positive(engine, "longest-back-off"),
                engine.getInt("attempts-before-report"),
                positive(engine, "ask-timeout"),
                engine.getInt("reports-at-once"),
                positive(engine, "passivate-after"),
                positive(engine, "hand-over-limit"));
    }

    private static Duration positive(Config engine, String key) {
        Duration duration = engine.getDuration(key);
        if (duration.isZero() || duration.isNegative()) {
            throw new ConfigException.BadValue("ionroller.engine." + key, "must be more than 0, is " + duration);
        }
        return duration;
    }
}
