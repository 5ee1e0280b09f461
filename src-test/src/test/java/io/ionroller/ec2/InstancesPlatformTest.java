package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform contract where environments share a target group, and traffic goes instance by instance. */
final class InstancesPlatformTest extends Ec2Contract {

    private final OneTargetGroup group = new OneTargetGroup(ground, Duration.ofSeconds(5));

    InstancesPlatformTest() {
        super(new Ec2Ground());
    }

    @Override
    protected Map<String, Object> settingsWithInstances(Object instances) {
        return group.settings(instances);
    }

    /** Takes out what is to have nothing, and puts in all of what is to have something. */
    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        weights.forEach((environment, weight) -> group.instances(environment.toString())
                .forEach(weight.equals(Weight.NONE) ? group::takeOut : group::putIn));
    }

    /** What somebody put in would go in on the way; what they took out is left out, for the shares are others than intended. */
    @Override
    @Test
    protected void weightsThatNobodyIntendedAreNotOverwritten() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> first = Map.of(id(1), Weight.FULL);
        Map<EnvironmentId, Weight> second = Map.of(id(2), Weight.FULL);
        done(platform().ensureTraffic(traffic(first, 1, 2), effect(1, "shift-1")));
        changeWeights(Map.of(id(1), Weight.NONE, id(2), Weight.FULL));
        until(() -> group.healthy().equals(group.instances("hello-2")));

        TrafficObservation seen = done(platform().ensureTraffic(traffic(first, 1, 2), effect(1, "shift-2")));

        assertThat(seen.weights()).isEqualTo(second);
        assertThat(group.healthy()).isEqualTo(group.instances("hello-2"));
        done(platform().ensureTraffic(traffic(first, List.of(second), 1, 2), effect(1, "shift-3")));
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1"));
    }

    /** Without instances there is nothing in the target group; those that are made again have to go in. */
    @Override
    @Test
    protected void ensureMakesAgainWhatWasLostAndItKeepsItsTraffic() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> all = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(all, 1, 2), effect(1, "shift-1")));
        lose(spec(1, 1));
        until(() -> group.healthy().isEmpty());

        done(platform().ensureEnvironment(spec(1, 1), effect(1, "repair-1")));
        untilReady(spec(1, 1));
        done(platform().ensureTraffic(traffic(all, List.of(all, Map.of()), 1, 2), effect(1, "shift-2")));

        assertThat(done(platform().observeTraffic(traffic(all, 1, 2))).weights())
                .isEqualTo(all);
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1"));
        assertThat(done(platform().observeEnvironment(spec(2, 1))).ready()).isTrue();
    }
}
