package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Weather.Launches;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts on AWS's protocols: owner, workers, journal and driver. */
final class Ec2ReleasesTest {

    private static final String CANARY =
            "{\"steps\": [{\"weight\": \"10%\"}, {\"pause\": \"100ms\"}, {\"weight\": \"50%\"}, {\"weight\": \"100%\"}]}";

    @TempDir
    Path folder;

    private final Ec2Ground ground = new Ec2Ground();
    private EngineUnderTest engine;

    @BeforeEach
    void start() {
        ground.images("3.0");
        engine = new EngineUnderTest(folder, ground::anew);
    }

    @AfterEach
    void stop() {
        engine.close();
        ground.checkAndClose();
    }

    private void configure(String strategy, String more) {
        engine.configure(Ec2Ground.configuration(ground.settings(2), ", \"strategy\": " + strategy + more));
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }

    private Map<EnvironmentId, Weight> traffic() {
        return engine.state().traffic().observed();
    }

    @Test
    void canaryMovesTrafficStepByStepAndRemovesTheOldOne() {
        configure(CANARY, ", \"keep_unused_for\": \"0s\"");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(2), Weight.FULL));
        assertThat(ground.aws().calls().calls("elasticloadbalancing", "ModifyRule"))
                .as("attached, 10%, 50%, 100%; the first release: 100%")
                .hasSizeGreaterThanOrEqualTo(5);
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(40))
                .until(() -> !engine.state().environments().containsKey(environment(1)));
        assertThat(resources()).containsExactlyInAnyOrderEntriesOf(oneEnvironment());
    }

    @Test
    void blueGreenAndAllAtOnceEndWithAllTraffic() {
        configure("\"blue-green\"", "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        long second = engine.release("2.0");
        engine.await(second, PhaseName.PAUSED);
        engine.accepted(new ServiceCommand.Promote(false));
        engine.await(second, PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(2), Weight.FULL));
        configure("\"all-at-once\"", "");
        engine.await(engine.release("3.0"), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(3), Weight.FULL));
    }

    @Test
    void warmRollbackIsOneChangeOfTheRuleAndMakesNothing() {
        configure(CANARY, "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        ground.aws().calls().clear();
        Long rollback = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(java.util.Objects.requireNonNull(rollback), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(1), Weight.FULL));
        assertThat(ground.aws().calls().all())
                .filteredOn(call -> !call.action().startsWith("Describe"))
                .extracting(call -> call.action())
                .containsExactly("ModifyRule");
    }

    @Test
    void coldRollbackMakesTheOldVersionAnew() {
        configure(CANARY, ", \"keep_unused_for\": \"0s\"");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(40))
                .until(() -> !engine.state().environments().containsKey(environment(1)));
        Long rollback = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(java.util.Objects.requireNonNull(rollback), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(3), Weight.FULL));
        assertThat(engine.state().environment(environment(3)).version().value()).isEqualTo("1.0");
    }

    @Test
    void aVersionThatNeverBecomesHealthyIsTakenBackWithItsReason() {
        configure(CANARY, ", \"deadlines\": {\"verifying\": \"4s\"}");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        ground.aws().weather().fate(Launches.of("*hello-2*"), 100, Fate.answering(503));
        long bad = engine.release("2.0");
        engine.await(bad, PhaseName.ROLLED_BACK);
        assertThat(traffic()).isEqualTo(Map.of(environment(1), Weight.FULL));
        assertThat(engine.state().release(bad).toString()).contains("Target.ResponseCodeMismatch");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(40))
                .until(() -> !engine.state().environments().containsKey(environment(bad)));
        assertThat(resources()).containsExactlyInAnyOrderEntriesOf(oneEnvironment());
    }

    @Test
    void weightsThatSomebodyElseSetsInMidShiftAreFoundAndNotOverwritten() {
        configure("{\"steps\": [{\"weight\": \"10%\"}, {\"pause\": \"manual\"}, {\"weight\": \"100%\"}]}", "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.PAUSED);
        Rules rules = new Rules(ground.aws());
        Map<String, Integer> foreign = Map.of(rules.targetGroup("hello-1"), 30, rules.targetGroup("hello-2"), 70);
        ground.aws().foreign().weights(rules.ruleOf("hello"), foreign);
        Awaitility.await("the drift is an event")
                .untilAsserted(() -> assertThat(traffic())
                        .isEqualTo(Map.of(environment(1), new Weight(3_000), environment(2), new Weight(7_000))));
        assertThat(ground.aws()
                        .calls()
                        .calls("elasticloadbalancing", "ModifyRule")
                        .getLast()
                        .request())
                .as("nothing was written since")
                .contains("100");
    }

    /** How many of each kind there are. */
    private Map<String, Long> resources() {
        return ground.aws().resources().stream()
                .filter(resource -> resource.tags().keySet().stream().anyMatch(key -> key.startsWith("ionroller:")))
                .collect(java.util.stream.Collectors.groupingBy(
                        Inventory.Resource::kind, java.util.stream.Collectors.counting()));
    }

    private static Map<String, Long> oneEnvironment() {
        return Map.of("launch-template", 1L, "auto-scaling-group", 1L, "target-group", 1L, "rule", 1L, "instance", 2L);
    }
}
