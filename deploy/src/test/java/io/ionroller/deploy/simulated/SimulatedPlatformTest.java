package io.ionroller.deploy.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.deploy.PlatformContract;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SimulatedPlatformTest extends PlatformContract {

    private final VirtualTime time = new VirtualTime(Instant.parse("2030-01-01T00:00:00Z"));
    private final SimulatedCloud cloud = new SimulatedCloud(time);
    private final SimulatedPlatform platform = new SimulatedPlatform(cloud);

    @Override
    protected Platform platform() {
        return platform;
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return Map.of(
                "instances",
                instances,
                "create_delay",
                "2s",
                "healthy_after",
                "1s",
                "shift_delay",
                "100ms",
                "drain_delay",
                "3s");
    }

    @Override
    protected void kill(EnvironmentId environment, String instance) {
        cloud.kill(environment, instance);
    }

    @Override
    protected void lose(EnvironmentSpec spec) {
        cloud.lose(spec.id());
    }

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        cloud.changeWeights(SERVICE, weights);
    }

    @Override
    protected void passTime() {
        time.advance(Duration.ofMillis(100));
    }

    @Test
    void delaysAreKeptToTheMillisecond() {
        EnvironmentSpec spec = spec(1, 2);
        CompletableFuture<EnvironmentObservation> made =
                platform.ensureEnvironment(spec, effect(1, "create")).toCompletableFuture();
        time.advance(Duration.ofMillis(1_999));
        assertThat(made).isNotDone();
        assertThat(now(spec).exists()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(made).isCompleted();
        assertThat(made.join().count(InstanceObservation.State.STARTING)).isEqualTo(2);
        time.advance(Duration.ofMillis(999));
        assertThat(now(spec).healthy()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(now(spec).ready()).isTrue();
    }

    @Test
    void aRepeatedCreationWaitsForTheFirst() {
        platform.ensureEnvironment(spec(1, 1), effect(1, "create"));
        time.advance(Duration.ofMillis(1_500));
        CompletableFuture<EnvironmentObservation> second = new SimulatedPlatform(cloud)
                .ensureEnvironment(spec(1, 1), effect(1, "create"))
                .toCompletableFuture();
        time.advance(Duration.ofMillis(500));
        assertThat(second).isCompleted();
    }

    @Test
    void badVersionsNeverBecomeHealthy() {
        assertThat(stateOf("3.0.0", 3)).isEqualTo(InstanceObservation.State.UNHEALTHY);
        assertThat(stateOf("4.0.0", 4)).isEqualTo(InstanceObservation.State.EXITED);
        assertThat(stateOf("5.0.0", 5)).isEqualTo(InstanceObservation.State.HEALTHY);
    }

    private InstanceObservation.State stateOf(String version, long release) {
        Map<String, Object> settings = new HashMap<>(settings(1));
        settings.put("unhealthy_versions", java.util.List.of("3.0.0"));
        settings.put("exit_versions", java.util.List.of("4.0.0"));
        EnvironmentSpec spec =
                new EnvironmentSpec(id(release), new Version(version), 1, platformSettings(settings), QUICK);
        platform.ensureEnvironment(spec, effect(release, "create"));
        time.advance(Duration.ofSeconds(3));
        return state(now(spec), "1");
    }

    @Test
    void aRefusedCallHasNoEffect() {
        cloud.failNext(Verb.ENSURE_ENVIRONMENT, 2, PlatformException.Kind.THROTTLED);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> done(platform.ensureEnvironment(spec(1, 1), effect(1, "create"))))
                    .isInstanceOf(PlatformException.class)
                    .extracting("kind")
                    .isEqualTo(PlatformException.Kind.THROTTLED);
        }
        assertThat(cloud.environments(SERVICE)).isEmpty();
        done(platform.ensureEnvironment(spec(1, 1), effect(1, "create")));
        assertThat(cloud.environments(SERVICE)).containsExactly(id(1));
        assertThat(cloud.calls(Verb.ENSURE_ENVIRONMENT))
                .extracting(SimulatedCall::effect)
                .containsExactly("hello/1/create", "hello/1/create", "hello/1/create");
    }

    @Test
    void aLostReplyHasItsEffect() {
        cloud.loseReplies(Verb.ENSURE_TRAFFIC, 1);
        Map<EnvironmentId, Weight> all = Map.of(id(1), Weight.FULL);
        assertThatThrownBy(() -> done(platform.ensureTraffic(traffic(all, 1), effect(1, "shift-1"))))
                .extracting("kind")
                .isEqualTo(PlatformException.Kind.UNKNOWN_OUTCOME);
        time.advance(Duration.ofMillis(100));
        assertThat(done(platform.observeTraffic(traffic(all, 1))).weights()).isEqualTo(all);
    }

    @Test
    void repliesMayComeLateOrNever() {
        cloud.replyLate(Verb.OBSERVE_TRAFFIC, 1, Duration.ofSeconds(7));
        cloud.neverReply(Verb.OBSERVE_TRAFFIC, 1);
        CompletableFuture<TrafficObservation> late =
                platform.observeTraffic(traffic(Map.of())).toCompletableFuture();
        CompletableFuture<TrafficObservation> never =
                platform.observeTraffic(traffic(Map.of())).toCompletableFuture();
        time.advance(Duration.ofMillis(6_999));
        assertThat(late).isNotDone();
        time.advance(Duration.ofDays(1));
        assertThat(late).isCompleted();
        assertThat(never).isNotDone();
    }

    @Test
    void weightsAreSeenWhenTheirDelayIsOverAndDrainAfterTheirs() {
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        done(platform.ensureTraffic(traffic(one, 1, 2), effect(1, "shift-1")));
        Map<EnvironmentId, Weight> two = Map.of(id(2), Weight.FULL);
        platform.ensureTraffic(traffic(two, java.util.List.of(one), 1, 2), effect(2, "shift-1"));
        assertThat(done(platform.observeTraffic(traffic(two))).weights()).isEqualTo(one);
        time.advance(Duration.ofMillis(100));
        assertThat(done(platform.observeTraffic(traffic(two))).weights()).isEqualTo(two);
        time.advance(Duration.ofMillis(2_999));
        assertThat(DrainProof.from(done(platform.observeTraffic(traffic(two))), id(1)))
                .isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(DrainProof.from(done(platform.observeTraffic(traffic(two))), id(1)))
                .isPresent();
    }

    @Test
    void aScriptedInstanceIsUnhealthyUntilMadeHealthy() {
        EnvironmentSpec spec = spec(1, 2);
        done(platform.ensureEnvironment(spec, effect(1, "create")));
        untilReady(spec);
        cloud.makeUnhealthy(id(1), "1");
        assertThat(state(now(spec), "1")).isEqualTo(InstanceObservation.State.UNHEALTHY);
        cloud.makeHealthy(id(1), "1");
        assertThat(now(spec).ready()).isTrue();
    }

    @Test
    void refusesADurationByNameAndValue() {
        Map<String, Object> settings = new HashMap<>(settings(1));
        settings.put("create_delay", "soon");
        assertThat(platform.check(SERVICE, platformSettings(settings)))
                .extracting(Violation::sentence)
                .containsExactly("create_delay: got \"soon\", wanted a duration such as \"250ms\", \"30s\" or \"5m\"");
    }

    private EnvironmentObservation now(EnvironmentSpec spec) {
        return done(platform.observeEnvironment(spec));
    }
}
