package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that the tests of the machine share. */
final class Samples {

    static final ServiceName HELLO = new ServiceName("hello");
    static final int INSTANCES = 2;

    private Samples() {}

    static EnvironmentId environment(long release) {
        return new EnvironmentId(HELLO, release);
    }

    static Step weight(String percent) {
        return new Step.SetWeight(Weight.ofPercent(percent));
    }

    static Step pause(Duration time) {
        return new Step.TimedPause(time);
    }

    static Step manualPause() {
        return new Step.ManualPause();
    }

    static Map<EnvironmentId, Weight> all(long release) {
        return Map.of(environment(release), Weight.FULL);
    }

    /** Such as {@code shares(1, "90%", 2, "10%")}. */
    static Map<EnvironmentId, Weight> shares(Object... pairs) {
        Map<EnvironmentId, Weight> weights = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put(environment((Integer) pairs[i]), Weight.ofPercent((String) pairs[i + 1]));
        }
        return weights;
    }

    /** No bake, an hour warm, standard deadlines, queueing. */
    static ServiceConfiguration configuration(Step... steps) {
        return configuration(ConflictPolicy.QUEUE, Duration.ZERO, Duration.ofHours(1), steps);
    }

    static ServiceConfiguration configuration(
            ConflictPolicy onConflict, Duration bake, Duration keepUnusedFor, Step... steps) {
        return new ServiceConfiguration(
                new PlatformSettings("simulated", Map.of("instances", INSTANCES)),
                HealthCheck.standard(),
                new Strategy(List.of(steps)),
                Deadlines.standard(),
                bake,
                keepUnusedFor,
                onConflict);
    }
}
