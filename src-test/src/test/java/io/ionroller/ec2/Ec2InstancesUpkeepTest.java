package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CallRecord;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Sentences;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens after their release to environments that share a target group: losses, changes by others, and what retired ones keep. */
final class Ec2InstancesUpkeepTest {

    private static final Duration DEREGISTRATION_DELAY = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Ec2Ground ground = new Ec2Ground();
    private final Others others = Others.in(ground);
    private final OneTargetGroup group = new OneTargetGroup(ground, DEREGISTRATION_DELAY);
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest(folder, ground::anew);
    }

    @AfterEach
    void stop() {
        engine.close();
        ground.checkAndClose();
    }

    private void configure(Map<String, Object> platformMore, String more) {
        Map<String, Object> platform = new HashMap<>(group.settings(2));
        platform.putAll(platformMore);
        engine.configure(Ec2Ground.configuration(platform, more));
    }

    private void released(String version) {
        engine.await(engine.release(version), PhaseName.COMPLETED);
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }

    private void until(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }

    private void untilServes(String environment) {
        until(() -> assertThat(group.healthy())
                .isEqualTo(group.instances(environment))
                .hasSize(2));
        until(() -> assertThat(group.targets().keySet()).isEqualTo(group.instances(environment)));
    }

    @Test
    void lostGroupIsMadeAgainAndItsInstancesGoIn() {
        configure(Map.of(), "");
        released("1.0");
        Set<String> before = group.instances("hello-1");
        others.delete("hello-1");
        until(() -> assertThat(engine.events("environment-recovered")).hasSize(1));
        untilServes("hello-1");
        assertThat(group.healthy()).doesNotContainAnyElementsOf(before);
        assertThat(engine.events("environment-lost")).hasSize(1);
        assertThat(engine.events("traffic-drift-found", "environment-removed")).isEmpty();
        until(() -> assertThat(Sentences.of(engine.state())).isEqualTo("1.0 has all traffic"));
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
    }

    @Test
    void groupThatSomebodyScaledToNothingGetsItsCapacityAndItsTrafficBack() {
        configure(Map.of(), "");
        released("1.0");
        others.resize("hello-1", 0, 0, 0);
        until(() -> assertThat(engine.events("environment-recovered")).hasSize(1));
        untilServes("hello-1");
        assertThat(others.group("hello-1").maxSize()).isEqualTo(500);
    }

    @Test
    void retiredEnvironmentIsScaledDownWhenItsRequestsHaveEndedAndUpBeforeItGoesIn() {
        configure(Map.of("keep", Map.of("scaled_down", Map.of("min", 0))), "");
        released("1.0");
        Set<String> old = group.instances("hello-1");
        released("2.0");
        until(() -> assertThat(engine.events("scaling-completed")).hasSize(1));
        CallRecord out = ground.aws().calls().calls("elasticloadbalancing", "DeregisterTargets").stream()
                .filter(call -> old.stream().anyMatch(call.request()::contains))
                .reduce((first, last) -> last)
                .orElseThrow();
        CallRecord down = ground.aws()
                .calls()
                .calls("autoscaling", "UpdateAutoScalingGroup")
                .getFirst();
        assertThat(Duration.between(out.at(), down.at()))
                .as("on the cloud's clock")
                .isGreaterThanOrEqualTo(DEREGISTRATION_DELAY);
        Long back = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(Objects.requireNonNull(back), PhaseName.COMPLETED);
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1")).hasSize(2);
    }

    @Test
    void groupThatSomebodyAttachesIsToldOfAndStaysAttached() {
        configure(Map.of(), ", \"on_drift\": \"restore\"");
        released("1.0");
        others.attach("hello-1", group.arn());
        until(() -> assertThat(engine.events("environment-drift-found"))
                .singleElement()
                .asString()
                .contains("attached to no target group", group.arn()));
        others.resize("hello-1", 0, 2, 500);
        until(() -> assertThat(others.group("hello-1").minSize()).isEqualTo(1));
        assertThat(others.group("hello-1").targetGroupARNs()).isEqualTo(List.of(group.arn()));
    }

    @Test
    void instanceThatSomebodyPutsInIsTakenOutWhereTheConfigurationSaysSo() {
        configure(Map.of(), ", \"on_drift\": \"restore\"");
        released("1.0");
        released("2.0");
        untilServes("hello-2");
        group.putIn(group.instances("hello-1").iterator().next());
        until(() -> assertThat(engine.events("traffic-drift-found")).hasSize(1));
        untilServes("hello-2");
        until(() -> assertThat(engine.state().traffic().drift()).isNull());
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(2), Weight.FULL));
    }
}
