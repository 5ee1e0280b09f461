package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CallRecord;
import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Weather.Launches;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Sentences;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole rollouts in a target group that all environments share: instances go in and out of it one by one. */
final class Ec2InstancesTest {

    private static final String CANARY =
            "{\"steps\": [{\"weight\": \"10%\"}, {\"pause\": \"100ms\"}, {\"weight\": \"50%\"}, {\"weight\": \"100%\"}]}";
    private static final String AT_ONCE = "\"all-at-once\"";

    @TempDir
    Path folder;

    private final Ec2Ground ground = new Ec2Ground();
    private final OneTargetGroup group = new OneTargetGroup(ground, Duration.ofSeconds(30));
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

    private void configure(Map<String, Object> settings, String strategy, String more) {
        engine.configure(Ec2Ground.configuration(settings, ", \"strategy\": " + strategy + more));
    }

    private void released(String version) {
        engine.await(engine.release(version), PhaseName.COMPLETED);
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }

    private void untilServes(Set<String> instances) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(group.healthy()).isEqualTo(instances));
    }

    private List<CallRecord> calls(String action) {
        return ground.aws().calls().calls("elasticloadbalancing", action);
    }

    @Test
    void canaryMovesTrafficInstanceByInstanceAndRemovesTheOldOne() {
        configure(group.settings(3), CANARY, ", \"keep_unused_for\": \"0s\"");
        released("1.0");
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1")).hasSize(3);
        ground.aws().calls().clear();
        CapacityWatch watch = new CapacityWatch(group);
        released("2.0");
        watch.neverWasLessThan(3);
        assertThat(group.healthy()).isEqualTo(group.instances("hello-2")).hasSize(3);
        assertThat(calls("RegisterTargets")).hasSize(3);
        assertThat(calls("DeregisterTargets")).hasSize(3);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(2), Weight.FULL));
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> !engine.state().environments().containsKey(environment(1)));
        assertThat(group.instances("hello-1")).isEmpty();
        assertThat(group.targets().keySet()).isEqualTo(group.instances("hello-2"));
    }

    @ParameterizedTest
    @CsvSource({"2,6", "6,2", "1,1"})
    void sizesMayDiffer(int old, int fresh) {
        configure(group.settings(old), AT_ONCE, "");
        released("1.0");
        configure(group.settings(fresh), AT_ONCE, "");
        CapacityWatch watch = new CapacityWatch(group);
        released("2.0");
        watch.neverWasLessThan(Math.min(old, fresh));
        assertThat(group.healthy()).isEqualTo(group.instances("hello-2")).hasSize(fresh);
    }

    @Test
    void stepsAreApartAlsoAcrossACrash() {
        Map<String, Object> settings = group.settings(3);
        settings.put("load_balancer", Map.of("target_group", group.arn(), "step_delay", "2s"));
        configure(settings, AT_ONCE, "");
        released("1.0");
        ground.aws().calls().clear();
        long second = engine.release("2.0");
        Awaitility.await().until(() -> !calls("DeregisterTargets").isEmpty());
        engine.crashAndRestart();
        engine.await(second, PhaseName.COMPLETED);
        List<CallRecord> in = calls("RegisterTargets");
        List<CallRecord> out = calls("DeregisterTargets");
        assertThat(in).hasSize(3);
        assertThat(out).hasSize(3);
        for (int step = 0; step < 2; step++) {
            assertThat(Duration.between(out.get(step).at(), in.get(step + 1).at()))
                    .as("on the cloud's clock, in which 2 s are 4 min")
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(4));
        }
    }

    @Test
    void tellsHowFarItIsAndWhenTheNextStepIs() {
        Map<String, Object> settings = group.settings(2);
        settings.put("load_balancer", Map.of("target_group", group.arn(), "step_delay", "3s"));
        configure(settings, AT_ONCE, "");
        released("1.0");
        long second = engine.release("2.0");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Sentences.of(engine.state()))
                        .contains("(1 of 2 instances of 2.0 in, 1 of 2 of 1.0 still in; next step at "));
        engine.await(second, PhaseName.COMPLETED);
    }

    @Test
    void anUnhealthyNewInstanceStopsItBeforeAnOldOneLeaves() {
        configure(group.settings(3), CANARY, "");
        released("1.0");
        Set<String> old = group.instances("hello-1");
        CapacityWatch watch = new CapacityWatch(group);
        ground.aws().weather().fate(Launches.of("*hello-2*"), 100, Fate.answering(503));
        long bad = engine.release("2.0");
        engine.await(bad, PhaseName.ROLLED_BACK);
        watch.neverWasLessThan(3);
        assertThat(engine.state().release(bad).toString()).contains("Target.ResponseCodeMismatch");
        assertThat(calls("DeregisterTargets")).noneMatch(call -> old.stream().anyMatch(call.request()::contains));
        untilServes(old);
    }

    @Test
    void aBootThatFailedIsKnownByItsConsoleBeforeAnythingGoesIn() {
        Map<String, Object> settings = group.settings(2);
        settings.put("health_grace", "5m");
        configure(settings, CANARY, ", \"deadlines\": {\"verifying\": \"4s\"}");
        ground.aws().weather().fate(Launches.of("*hello-1*"), 2, booting("IONROLLER-BOOT-DONE: started"));
        ground.aws().weather().fate(Launches.of("*hello-2*"), 2, booting("IONROLLER-BOOT-FAILED: no such image"));
        released("1.0");
        long bad = engine.release("2.0");
        engine.await(bad, PhaseName.ROLLED_BACK);
        assertThat(engine.state().release(bad).toString()).contains("no such image");
        assertThat(group.targets().keySet()).isEqualTo(group.instances("hello-1"));
    }

    @Test
    void aConsoleThatSaysNothingIsWaitedFor() {
        Map<String, Object> settings = group.settings(1);
        settings.put("health_grace", "5m");
        configure(settings, CANARY, ", \"deadlines\": {\"verifying\": \"2s\"}");
        long silent = engine.release("1.0");
        engine.await(silent, PhaseName.FAILED);
        assertThat(engine.state().release(silent).toString()).contains("its console does not say yet how it booted");
    }

    private static Fate booting(String console) {
        return new Fate(Optional.empty(), Optional.empty(), Optional.of(console), Optional.empty());
    }

    @Test
    void warmRollbackIsOneCallInAndOneOut() {
        Map<String, Object> settings = group.settings(3);
        settings.put("load_balancer", Map.of("target_group", group.arn(), "step_delay", "1s"));
        configure(settings, AT_ONCE, "");
        released("1.0");
        released("2.0");
        ground.aws().calls().clear();
        CapacityWatch watch = new CapacityWatch(group);
        Long back = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(Objects.requireNonNull(back), PhaseName.COMPLETED);
        watch.neverWasLessThan(3);
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1"));
        assertThat(ground.aws().calls().all())
                .filteredOn(call -> !call.action().startsWith("Describe"))
                .extracting(CallRecord::action)
                .containsExactly("RegisterTargets", "DeregisterTargets");
    }

    @Test
    void anInstanceThatIsLostIsReplacedAndPutInAgain() {
        configure(group.settings(3), CANARY, "");
        released("1.0");
        Set<String> before = group.instances("hello-1");
        String lost = before.iterator().next();
        ground.aws().foreign().kill(lost);
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(group.healthy()).hasSize(3).doesNotContain(lost));
        assertThat(group.healthy()).isEqualTo(group.instances("hello-1"));
        Awaitility.await().until(() -> engine.state().traffic().settled());
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment(1), Weight.FULL));
        assertThat(group.targets()).doesNotContainKey(lost);
    }

    @Test
    void aSingleInstanceThatIsLostIsPutInAgain() {
        configure(group.settings(1), CANARY, "");
        released("1.0");
        ground.aws().foreign().kill(group.instances("hello-1").iterator().next());
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(group.healthy()).hasSize(1).isEqualTo(group.instances("hello-1")));
    }

    @Test
    void aForeignTargetIsDriftAndIsLeftAlone() {
        configure(group.settings(2), CANARY, "");
        released("1.0");
        String stranger = group.stranger();
        Awaitility.await()
                .untilAsserted(() -> assertThat(engine.state().traffic().drift())
                        .isEqualTo(Map.of(environment(1), new Weight(6_667))));
        long second = engine.release("2.0");
        engine.await(second, PhaseName.PAUSED);
        assertThat(group.targets()).containsKey(stranger);
        group.takeOut(stranger);
        engine.accepted(new ServiceCommand.Resume());
        engine.await(second, PhaseName.COMPLETED);
        assertThat(calls("DeregisterTargets"))
                .filteredOn(call -> call.request().contains(stranger))
                .as("by the test alone")
                .hasSize(1);
    }

    @Test
    void aForeignTargetHoldsUpNoRollback() {
        configure(group.settings(2), AT_ONCE, "");
        released("1.0");
        released("2.0");
        String stranger = group.stranger();
        Long back = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(Objects.requireNonNull(back), PhaseName.COMPLETED);
        Set<String> all = new TreeSet<>(group.instances("hello-1"));
        all.add(stranger);
        untilServes(all);
    }

    @Test
    void anInstanceThatSomebodyPutsInIsDrift() {
        configure(group.settings(2), AT_ONCE, "");
        released("1.0");
        released("2.0");
        Awaitility.await().until(() -> group.targets().keySet().equals(group.instances("hello-2")));
        group.putIn(group.instances("hello-1").iterator().next());
        Awaitility.await()
                .untilAsserted(() -> assertThat(engine.state().traffic().drift())
                        .isEqualTo(Map.of(environment(1), new Weight(3_333), environment(2), new Weight(6_667))));
        assertThat(group.targets()).hasSize(3);
    }
}
