package io.ionroller.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What every platform must do. A platform's test extends this with how to reach it. */
public abstract class PlatformContract extends PlatformUnderContract {

    /** Whatever takes its time is asked again until nothing is left. */
    private void untilRemoved(EnvironmentSpec spec, DrainProof proof) {
        until(() -> !done(platform()
                        .removeEnvironment(spec, proof, effect(spec.id().release(), "remove")))
                .exists());
    }

    // The contract

    @Test
    void acceptsGoodSettings() {
        assertThat(platform().check(SERVICE, platformSettings(settings(2)))).isEmpty();
    }

    @Test
    void refusesAnUnknownFieldByName() {
        Map<String, Object> settings = new LinkedHashMap<>(settings(1));
        settings.put("instnaces", 3);
        assertThat(platform().check(SERVICE, platformSettings(settings)))
                .extracting(Violation::field, Violation::value)
                .containsExactly(Tuple.tuple("instnaces", "3"));
    }

    @Test
    void refusesAnAbsurdNumberOfInstances() {
        for (Object bad : List.<Object>of(0, -1, 1.5, 1_000_000_000_000L, "two")) {
            assertThat(platform().check(SERVICE, platformSettings(settingsWithInstances(bad))))
                    .as("instances %s", bad)
                    .extracting(Violation::field)
                    .containsExactly(instancesField());
        }
    }

    @Test
    protected void observesNothingWhereNothingIs() {
        EnvironmentObservation seen = done(platform().observeEnvironment(spec(1, 1)));
        assertThat(seen.exists()).isFalse();
        assertThat(seen.required()).isZero();
        assertThat(done(platform().observeTraffic(traffic(Map.of(), 1))).routes())
                .isEmpty();
        assertThat(done(platform().output(spec(1, 1), "1", 10))).isEmpty();
    }

    @Test
    void ensureMakesAnEnvironmentThatBecomesReadyWithoutTraffic() {
        EnvironmentSpec spec = spec(1, 2);
        EnvironmentObservation made = done(platform().ensureEnvironment(spec, effect(1, "create")));
        assertThat(made.exists()).isTrue();
        assertThat(made.required()).isEqualTo(2);
        assertThat(made.instances()).hasSize(2);
        assertThat(untilReady(spec).instances())
                .extracting(InstanceObservation::name)
                .containsExactly(instanceName(spec, 1), instanceName(spec, 2));
        assertThat(done(platform().observeTraffic(traffic(Map.of(), 1))).weights())
                .isEmpty();
    }

    @Test
    void ensureTwiceMakesOne() {
        EnvironmentSpec spec = spec(1, 2);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        List<String> first = addresses(untilReady(spec));
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        EnvironmentObservation second = done(platform().observeEnvironment(spec));
        assertThat(second.ready()).isTrue();
        assertThat(addresses(second)).isEqualTo(first);
    }

    @Test
    void ensureBringsBackAnInstanceThatExited() throws Exception {
        EnvironmentSpec spec = spec(1, 2);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        untilReady(spec);
        String kept = instanceName(spec, 1);
        kill(spec.id(), instanceName(spec, 2));
        AtomicReference<EnvironmentObservation> seen = new AtomicReference<>();
        until(() -> {
            seen.set(done(platform().observeEnvironment(spec)));
            return healsItself() ? !seen.get().ready() : seen.get().count(InstanceObservation.State.EXITED) == 1;
        });
        assertThat(state(seen.get(), kept)).isEqualTo(InstanceObservation.State.HEALTHY);
        assertThat(seen.get().instances())
                .filteredOn(instance -> instance.state() != InstanceObservation.State.HEALTHY)
                .singleElement()
                .extracting(InstanceObservation::detail)
                .asString()
                .isNotEmpty();
        done(platform().ensureEnvironment(spec, effect(1, "repair-1")));
        assertThat(untilReady(spec).instances()).hasSize(2);
    }

    @Test
    protected void ensureMakesAgainWhatWasLostAndItKeepsItsTraffic() throws Exception {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> all = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(all, 1, 2), effect(1, "shift-1")));
        lose(spec(1, 1));
        until(() -> done(platform().observeEnvironment(spec(1, 1))).running() == 0);
        assertThat(done(platform().observeTraffic(traffic(all, 1, 2))).weights())
                .isEqualTo(all);
        done(platform().ensureEnvironment(spec(1, 1), effect(1, "repair-1")));
        untilReady(spec(1, 1));
        assertThat(done(platform().observeTraffic(traffic(all, 1, 2))).weights())
                .isEqualTo(all);
        assertThat(done(platform().observeEnvironment(spec(2, 1))).ready()).isTrue();
    }

    @Test
    void weightsAreReadBack() {
        twoReadyEnvironments();
        Weight least = new Weight(platform().weightUnit());
        Map<EnvironmentId, Weight> split = Map.of(id(1), least.rest(), id(2), least);
        TrafficObservation seen = done(platform().ensureTraffic(traffic(split, 1, 2), effect(2, "shift-1")));
        assertThat(seen.weights()).isEqualTo(split);
        assertThat(done(platform().observeTraffic(traffic(split, 1, 2))).weights())
                .isEqualTo(split);
        assertThat(seen.routes().get(id(1)).zeroSince()).isNull();
    }

    @Test
    void sameWeightsAgainChangeNothing() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> all = Map.of(id(1), Weight.FULL);
        TrafficObservation first = done(platform().ensureTraffic(traffic(all, 1, 2), effect(1, "shift-1")));
        TrafficObservation again = done(platform().ensureTraffic(traffic(all, 1, 2), effect(1, "shift-1")));
        assertThat(again.weights()).isEqualTo(all);
        assertThat(again.routes().get(id(2)).zeroSince())
                .isNotNull()
                .isEqualTo(first.routes().get(id(2)).zeroSince());
    }

    @Test
    protected void weightsThatNobodyIntendedAreNotOverwritten() throws Exception {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> all = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(all, 1, 2), effect(1, "shift-1")));
        Map<EnvironmentId, Weight> foreign = Map.of(id(1), new Weight(3_000), id(2), new Weight(7_000));
        changeWeights(foreign);
        Map<EnvironmentId, Weight> wanted = Map.of(id(2), Weight.FULL);
        TrafficObservation seen =
                done(platform().ensureTraffic(traffic(wanted, List.of(all), 1, 2), effect(2, "shift-1")));
        assertThat(seen.weights()).isEqualTo(foreign);
        assertThat(done(platform().observeTraffic(traffic(wanted, 1, 2))).weights())
                .isEqualTo(foreign);
        seen = done(platform().ensureTraffic(traffic(wanted, List.of(all, foreign), 1, 2), effect(2, "shift-2")));
        assertThat(seen.weights()).isEqualTo(wanted);
    }

    @Test
    void lateChangeOfWeightsIsRefused() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        Map<EnvironmentId, Weight> two = Map.of(id(2), Weight.FULL);
        TrafficSpec late = numbered(5, traffic(two, List.of(one), 1, 2));
        done(platform().ensureTraffic(late, effect(2, "shift-5")));
        done(platform().ensureTraffic(numbered(6, traffic(one, List.of(two), 1, 2)), effect(2, "shift-6")));
        assertThatThrownBy(() -> done(platform().ensureTraffic(late, effect(2, "shift-5"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.SUPERSEDED);
        assertThat(done(platform().observeTraffic(traffic(one, 1, 2))).weights())
                .isEqualTo(one);
    }

    @Test
    void whatWasRemovedIsNotMadeAgain() {
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        DrainProof proof = untilDrained(id(1));
        untilRemoved(spec, proof);
        assertThatThrownBy(() -> done(platform().ensureEnvironment(spec, effect(1, "create"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.SUPERSEDED);
        assertThat(done(platform().observeEnvironment(spec)).exists()).isFalse();
    }

    @Test
    void removalNeedsAProofForThatEnvironment() {
        twoReadyEnvironments();
        done(platform().ensureTraffic(traffic(Map.of(id(1), Weight.FULL), 1, 2), effect(1, "shift-1")));
        DrainProof other = untilDrained(id(2));
        assertThatThrownBy(() -> done(platform().removeEnvironment(spec(1, 1), other, effect(1, "remove"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.TERMINAL);
        Instant old = Instant.EPOCH;
        DrainProof stale = DrainProof.restore(id(2), old, old, Duration.ZERO);
        assertThatThrownBy(() -> done(platform().removeEnvironment(spec(2, 1), stale, effect(2, "remove"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.TERMINAL);
        assertThat(done(platform().observeEnvironment(spec(2, 1))).ready()).isTrue();
    }

    @Test
    void whatGotTrafficAfterTheProofIsNotRemoved() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(one, 1, 2), effect(1, "shift-1")));
        DrainProof proof = untilDrained(id(2));
        Map<EnvironmentId, Weight> two = Map.of(id(2), Weight.FULL);
        done(platform().ensureTraffic(traffic(two, List.of(one), 1, 2), effect(2, "shift-1")));
        assertThatThrownBy(() -> done(platform().removeEnvironment(spec(2, 1), proof, effect(2, "remove"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.SUPERSEDED);
        assertThat(done(platform().observeEnvironment(spec(2, 1))).ready()).isTrue();
    }

    @Test
    void whatHadTrafficSinceTheProofIsNotRemovedWithIt() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(one, 1, 2), effect(1, "shift-1")));
        DrainProof before = untilDrained(id(2));
        Map<EnvironmentId, Weight> two = Map.of(id(2), Weight.FULL);
        passTime();
        done(platform().ensureTraffic(traffic(two, List.of(one), 1, 2), effect(2, "shift-2")));
        passTime();
        done(platform().ensureTraffic(traffic(one, List.of(two), 1, 2), effect(1, "shift-3")));
        assertThatThrownBy(() -> done(platform().removeEnvironment(spec(2, 1), before, effect(2, "remove"))))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.SUPERSEDED);
        assertThat(done(platform().observeEnvironment(spec(2, 1))).ready()).isTrue();
        untilRemoved(spec(2, 1), untilDrained(id(2)));
    }

    @Test
    void removalLeavesNothingAndMayBeRepeated() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        done(platform().ensureTraffic(traffic(one, 1, 2), effect(1, "shift-1")));
        DrainProof proof = untilDrained(id(2));
        untilRemoved(spec(2, 1), proof);
        assertThat(done(platform().removeEnvironment(spec(2, 1), proof, effect(2, "remove")))
                        .exists())
                .isFalse();
        assertThat(done(platform().observeEnvironment(spec(2, 1))).exists()).isFalse();
        TrafficObservation traffic = done(platform().observeTraffic(traffic(one, 1)));
        assertThat(traffic.weights()).isEqualTo(one);
        assertThat(traffic.routes()).containsOnlyKeys(id(1));
        assertThat(done(platform().observeEnvironment(spec(1, 1))).ready()).isTrue();
    }

    @Test
    void anEnvironmentThatNeverHadTrafficCanBeRemoved() {
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        DrainProof proof = untilDrained(id(1));
        untilRemoved(spec, proof);
    }

    @Test
    void outputOfAnInstanceCanBeRead() {
        EnvironmentSpec spec = spec(1, 1);
        done(platform().ensureEnvironment(spec, effect(1, "create")));
        untilReady(spec);
        String one = instanceName(spec, 1);
        assertThat(done(platform().output(spec, one, 10_000)))
                .anySatisfy(line -> assertThat(line).contains(outputOf(spec)));
        assertThat(done(platform().output(spec, one, 1))).hasSize(1);
        assertThat(done(platform().output(spec, "99", 1))).isEmpty();
    }
}
