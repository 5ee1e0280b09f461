package io.ionroller.simulation;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Configurations, each made from one figure, so that a plan can name it. */
final class Configurations {

    private Configurations() {}

    static ServiceConfiguration of(int figure) {
        SplittableRandom random = new SplittableRandom(figure);
        ConflictPolicy[] policies = ConflictPolicy.values();
        int instances = random.nextInt(1, 4);
        return new ServiceConfiguration(
                new PlatformSettings(
                        HostilePlatform.TYPE,
                        Map.of("instances", instances, "unused", random.nextInt(1, instances + 1))),
                HealthCheck.standard(),
                new Strategy(steps(random)),
                new Deadlines(
                        seconds(random, 20, 90),
                        seconds(random, 15, 60),
                        seconds(random, 15, 60),
                        seconds(random, 15, 60)),
                bake(random),
                Duration.ofSeconds((long) random.nextInt(3) * random.nextInt(5, 120)),
                policies[random.nextInt(policies.length)],
                random.nextInt(4) == 0 ? DriftPolicy.RESTORE : DriftPolicy.HOLD,
                random.nextInt(4) == 0 ? LossPolicy.HOLD : LossPolicy.RECREATE);
    }

    /** None, a short one, or one that is longer than any outage. */
    private static Duration bake(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> Duration.ZERO;
            case 3, 4 -> seconds(random, 5, 40);
            default -> seconds(random, 150, 240);
        };
    }

    private static Duration seconds(SplittableRandom random, int least, int most) {
        return Duration.ofSeconds(random.nextInt(least, most));
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        for (int points : List.of(1_000, 5_000)) {
            if (random.nextBoolean()) {
                steps.add(new Step.SetWeight(new Weight(points)));
            }
            if (random.nextInt(4) == 0) {
                steps.add(new Step.ManualPause());
            }
            if (random.nextInt(3) == 0) {
                steps.add(new Step.TimedPause(seconds(random, 1, 20)));
            }
        }
        steps.add(new Step.SetWeight(Weight.FULL));
        return steps;
    }
}
