package io.ionroller.ec2;

import io.ionroller.engine.model.EnvironmentId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Crashes where the instances of all environments go in and out of one target group; at no time fewer serve than there are to be. */
final class CrashAtEveryInstancesCallTest extends CrashScene {

    private static final int INSTANCES = 2;

    private @Nullable OneTargetGroup shared;
    private @Nullable CapacityWatch watch;

    CrashAtEveryInstancesCallTest() {
        super(new Ec2Ground());
    }

    @Override
    Map<String, Object> settings(Ec2Ground ground) {
        OneTargetGroup made = new OneTargetGroup(ground, Duration.ZERO);
        shared = made;
        return made.settings(INSTANCES);
    }

    @Override
    Map<String, Long> oneEnvironment() {
        return Map.of("launch-template", 1L, "auto-scaling-group", 1L, "instance", (long) INSTANCES);
    }

    @Override
    void firstServes() {
        watch = new CapacityWatch(Objects.requireNonNull(shared));
    }

    @Override
    void checkEnd(Ec2Ground ground, EnvironmentId environment) {
        Objects.requireNonNull(watch).neverWasLessThan(INSTANCES);
    }
}
