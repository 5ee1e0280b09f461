package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CallRecord;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Weather.Launches;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts where records lead to balancers of the environments' own: owner, workers, journal and driver. */
final class DnsReleasesTest {

    private static final String CANARY =
            "{\"steps\": [{\"weight\": \"10%\"}, {\"pause\": \"100ms\"}, {\"weight\": \"50%\"}, {\"weight\": \"100%\"}]}";

    @TempDir
    Path folder;

    private final Ec2Ground ground = Ec2Ground.inCloudTime();
    private final Records records = new Records(ground);
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
        engine.configure(Ec2Ground.configuration(ground.ownBalancerSettings(2), ", \"strategy\": " + strategy + more));
    }

    private static EnvironmentId environment(long release) {
        return new EnvironmentId(EngineUnderTest.HELLO, release);
    }

    private Map<EnvironmentId, Weight> traffic() {
        return engine.state().traffic().observed();
    }

    private List<String> writes() {
        return ground.aws().calls().all().stream()
                .map(CallRecord::action)
                .filter(action -> !action.matches("(Describe|Get|List).*"))
                .toList();
    }

    private void untilGone(EnvironmentId environment) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> !engine.state().environments().containsKey(environment));
    }

    @Test
    void canaryMovesTrafficStepByStepAndRemovesTheOldOne() {
        configure(CANARY, ", \"keep_unused_for\": \"0s\"");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        assertThat(records.all()).containsExactly("ionroller:hello-1 255");
        ground.aws().calls().clear();
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(2), Weight.FULL));
        assertThat(records.all()).containsExactly("ionroller:hello-2 255");
        assertThat(ground.aws().calls().calls("route53", "ChangeResourceRecordSets"))
                .as("10%, 50%, 100%, each in one batch")
                .hasSize(3);
        untilGone(environment(1));
        assertThat(resources()).isEqualTo(oneEnvironment());
        assertThat(writes().stream().filter(action -> action.startsWith("Delete")))
                .containsExactly(
                        "DeleteAutoScalingGroup", "DeleteLoadBalancer", "DeleteTargetGroup", "DeleteLaunchTemplate");
    }

    @Test
    void instancesAreStartedWhenTheBalancerServes() {
        configure("\"all-at-once\"", "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        CallRecord balancer = call("elasticloadbalancing", "CreateLoadBalancer");
        CallRecord group = call("autoscaling", "CreateAutoScalingGroup");
        assertThat(Duration.between(balancer.at(), group.at())).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(writes())
                .as("what is waited for is not made again")
                .containsOnlyOnce("CreateTargetGroup", "CreateLoadBalancer", "CreateListener");
    }

    private CallRecord call(String service, String action) {
        return ground.aws().calls().calls(service, action).getFirst();
    }

    @Test
    void warmRollbackIsOneChangeOfTheRecordsAndMakesNothing() {
        configure(CANARY, "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        ground.aws().calls().clear();
        Long rollback = engine.accepted(new ServiceCommand.RollBack(null)).release();
        engine.await(Objects.requireNonNull(rollback), PhaseName.COMPLETED);
        assertThat(traffic()).isEqualTo(Map.of(environment(1), Weight.FULL));
        assertThat(records.all()).containsExactly("ionroller:hello-1 255");
        assertThat(writes()).containsExactly("ChangeResourceRecordSets");
    }

    @Test
    void aChangeThatIsNotInForceYetIsOvertaken() {
        configure("{\"steps\": [{\"weight\": \"50%\"}, {\"pause\": \"manual\"}, {\"weight\": \"100%\"}]}", "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        long second = engine.release("2.0");
        engine.await(second, PhaseName.SHIFTING);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> records.all().size() == 2);
        engine.accepted(new ServiceCommand.Abort());
        engine.await(second, PhaseName.ABORTED);
        assertThat(records.all()).containsExactly("ionroller:hello-1 255");
        assertThat(traffic()).isEqualTo(Map.of(environment(1), Weight.FULL));
    }

    @Test
    void aVersionThatNeverBecomesHealthyIsTakenBackWithoutAnyTraffic() {
        configure(CANARY, ", \"deadlines\": {\"verifying\": \"4s\"}");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        ground.aws().weather().fate(Launches.of("*hello-2*"), 100, Fate.answering(503));
        ground.aws().calls().clear();
        long bad = engine.release("2.0");
        engine.await(bad, PhaseName.ROLLED_BACK);
        assertThat(engine.state().release(bad).toString()).contains("Target.ResponseCodeMismatch");
        assertThat(ground.aws().calls().calls("route53", "ChangeResourceRecordSets"))
                .isEmpty();
        untilGone(environment(bad));
        assertThat(records.all()).containsExactly("ionroller:hello-1 255");
        assertThat(resources()).isEqualTo(oneEnvironment());
    }

    @Test
    void aRecordThatSomebodyElseAddsInMidShiftIsFoundAndNotOverwritten() {
        configure("{\"steps\": [{\"weight\": \"50%\"}, {\"pause\": \"manual\"}, {\"weight\": \"100%\"}]}", "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        engine.await(engine.release("2.0"), PhaseName.PAUSED);
        records.stranger(255);
        Awaitility.await("the drift is an event")
                .untilAsserted(() -> assertThat(traffic())
                        .isEqualTo(Map.of(environment(1), new Weight(3_333), environment(2), new Weight(3_333))));
        engine.accepted(new ServiceCommand.RollBack(null));
        Awaitility.await("ours are set right, the other stays")
                .untilAsserted(() -> assertThat(records.all()).containsExactly("ionroller:hello-1 255", "legacy 255"));
    }

    @Test
    void aNameThatSomebodyElseHasIsNotTaken() {
        records.plain();
        configure("\"all-at-once\"", "");
        long first = engine.release("1.0");
        engine.await(first, PhaseName.FAILED);
        assertThat(engine.state().release(first).toString()).contains("has address records that are not ours");
        assertThat(records.all()).containsExactly("null null");
    }

    @Test
    void recordsThatWereDeletedComeBackWithTheNextChange() {
        configure(CANARY, "");
        engine.await(engine.release("1.0"), PhaseName.COMPLETED);
        records.clear();
        Awaitility.await("it is found")
                .untilAsserted(() -> assertThat(traffic()).isEmpty());
        engine.await(engine.release("2.0"), PhaseName.COMPLETED);
        assertThat(records.all()).containsExactly("ionroller:hello-2 255");
    }

    /** How many of each kind there are. */
    private Map<String, Long> resources() {
        return ground.aws().resources().stream()
                .filter(resource -> resource.tags().keySet().stream().anyMatch(key -> key.startsWith("ionroller:")))
                .collect(Collectors.groupingBy(Inventory.Resource::kind, Collectors.counting()));
    }

    private static Map<String, Long> oneEnvironment() {
        return Map.of(
                "launch-template",
                1L,
                "auto-scaling-group",
                1L,
                "target-group",
                1L,
                "load-balancer",
                1L,
                "listener",
                1L,
                "instance",
                2L);
    }
}
