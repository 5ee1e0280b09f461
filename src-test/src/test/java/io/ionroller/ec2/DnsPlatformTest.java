package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform contract where environments have balancers of their own and records share the traffic. */
final class DnsPlatformTest extends Ec2Contract {

    private final Records records = new Records(ground);

    DnsPlatformTest() {
        super(Ec2Ground.inCloudTime());
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        Map<String, Object> settings = ground.ownBalancerSettings(instances);
        settings.put("keep", Map.of("scaled_down", Map.of("min", 0)));
        return settings;
    }

    @Override
    protected Map<String, Object> settingsWithInstances(Object instances) {
        return ground.ownBalancerSettings(instances);
    }

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        Map<String, Integer> relative = new HashMap<>();
        weights.forEach((environment, weight) -> relative.put(environment.toString(), weight.basisPoints() / 100));
        records.weigh(relative);
    }

    @Test
    void untilAChangeIsInForceItIsAProgressFromWhatWasBefore() {
        done(platform().ensureEnvironment(spec(1, 1), effect(1, "create")));
        TrafficSpec wanted = traffic(Map.of(id(1), Weight.FULL), 1);
        TrafficObservation seen = done(ground.platform().ensureTraffic(wanted, effect(1, "shift-1")));
        assertThat(seen.progress())
                .isNotNull()
                .extracting(TrafficProgress::sentence, STRING)
                .contains("not in force");
        assertThat(seen.weights()).isEmpty();
        assertThat(done(platform().ensureTraffic(wanted, effect(1, "shift-1"))).weights())
                .isEqualTo(wanted.weights());
    }

    @Test
    void aProcessThatWasOvertakenLearnsThatItsChangeIsInForce() {
        done(platform().ensureEnvironment(spec(1, 1), effect(1, "create")));
        TrafficSpec wanted = traffic(Map.of(id(1), Weight.FULL), 1);
        done(ground.platform().ensureTraffic(wanted, effect(1, "shift-1")));
        Platform other = new Repeating(ground.sweeping(Duration.ofHours(1)));
        assertThat(done(other.ensureTraffic(wanted, effect(1, "shift-1"))).progress())
                .isNull();
        assertThat(done(ground.platform().observeTraffic(wanted)).progress())
                .as("it has asked nobody since it wrote")
                .isNotNull();
        done(platform().ensureTraffic(wanted, effect(1, "shift-2")));
        assertThat(done(ground.platform().observeTraffic(wanted)).progress()).isNull();
    }

    @Test
    void isNotScaledDownWhileClientsMayKnowItsAddress() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> first = Map.of(id(1), Weight.FULL);
        Map<EnvironmentId, Weight> second = Map.of(id(2), Weight.FULL);
        done(platform().ensureTraffic(traffic(first, 1, 2), effect(1, "shift-1")));
        assertThatThrownBy(() -> scaleDown(1)).hasMessage("not touching hello-1: it has 100% of the traffic");
        TrafficSpec shift = traffic(second, List.of(first), 1, 2);
        done(ground.platform().ensureTraffic(shift, effect(2, "shift-2")));
        assertThatThrownBy(() -> scaleDown(1)).hasMessageContaining("clients may use its address until 1m after");
        done(platform().ensureTraffic(shift, effect(2, "shift-2")));
        untilDrained(id(1));
        assertThat(scaleDown(1).required()).isZero();
    }

    private EnvironmentObservation scaleDown(long release) {
        return done(platform().scaleDownEnvironment(spec(release, 1), effect(release, "scale-1")));
    }

    /** Nobody can tell of an environment without a record that no resolver has its address any more. */
    @Override
    @Test
    protected void observesNothingWhereNothingIs() {
        assertThat(done(platform().observeEnvironment(spec(1, 1))).exists()).isFalse();
        TrafficObservation traffic = done(platform().observeTraffic(traffic(Map.of(), 1)));
        assertThat(traffic.weights()).isEmpty();
        assertThat(traffic.routes().get(id(1)).zeroSince()).isNotNull();
        assertThat(done(platform().output(spec(1, 1), "1", 10))).isEmpty();
    }
}
