package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CallRecord;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.deploy.PlatformScene;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** Test requests reach the newest environment, and the one with the traffic when that is gone. */
final class TestRulesTest extends PlatformScene {

    private static final Map<EnvironmentId, Weight> ALL_TO_ONE = Map.of(id(1), Weight.FULL);

    private final Ec2Ground ground = new Ec2Ground();
    private final Rules rules = new Rules(ground.aws());
    private final String listener = ground.aws()
            .seed(
                    ground.account().accountId(),
                    ground.account().region(),
                    seeds -> seeds.listener(ground.account().balancerArn(), 8443));
    private Map<String, Object> test = Map.of("header", Map.of("name", "X-Test", "value", "candidate"));

    @BeforeEach
    void images() {
        ground.images("1.0.1", "1.0.2");
    }

    @AfterEach
    void nothingIsWrongWithRequestsAndAnswers() {
        ground.checkAndClose();
    }

    @Override
    protected Platform platform() {
        return ground.platform();
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        Map<String, Object> settings = new HashMap<>(ground.settings(instances));
        settings.put(
                "load_balancer",
                Map.of(
                        "listener", ground.account().listenerArn(),
                        "host", List.of("hello.example.org"),
                        "test", test));
        return settings;
    }

    private void make(long release) {
        done(platform().ensureEnvironment(spec(release, 1), effect(release, "create")));
    }

    private void remove(long release) {
        DrainProof proof = untilDrained(id(release));
        until(() -> !done(platform().removeEnvironment(spec(release, 1), proof, effect(release, "remove")))
                .exists());
    }

    private Rule rule(String arn) {
        return done(ground.region()
                        .readBalancing(
                                Lane.SWEEP,
                                "DescribeRules",
                                client -> client.describeRules(find -> find.ruleArns(arn))))
                .rules()
                .getFirst();
    }

    /** ARN of the target group that test requests go to. */
    private String tested() {
        return rule(rules.testRuleOf("hello")).actions().getFirst().targetGroupArn();
    }

    private String group(long release) {
        return rules.targetGroup("hello-" + release);
    }

    private List<String> rulesLeft() {
        return ground.aws().resources().stream()
                .filter(resource -> resource.kind().equals("rule"))
                .map(Inventory.Resource::id)
                .toList();
    }

    private List<String> warnings() {
        PlatformPlan plan = done(platform().plan(spec(2, 1), traffic(ALL_TO_ONE, List.of(ALL_TO_ONE), 1, 2)));
        return plan.problems().stream()
                .filter(problem -> !problem.blocks())
                .map(problem -> problem.field() + ": " + problem.what())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "port", "listener"})
    void followTheNewestEnvironmentAndReturnWhenItIsRemoved(String by) {
        test = switch (by) {
            case "port" -> Map.of("port", 8443);
            case "listener" -> Map.of("listener", listener);
            default -> test;
        };
        make(1);
        assertThat(tested()).isEqualTo(group(1));
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1), effect(1, "shift-1")));
        assertThat(warnings()).isEmpty();
        make(2);
        assertThat(tested()).isEqualTo(group(2));
        assertThat(warnings()).isEmpty();
        remove(2);
        assertThat(tested()).isEqualTo(group(1));
        done(platform().ensureTraffic(traffic(Map.of(), List.of(ALL_TO_ONE), 1), effect(1, "shift-2")));
        remove(1);
        assertThat(rulesLeft()).isEmpty();
    }

    @Test
    void areLookedAtBeforeTheRuleOfTheTraffic() {
        make(1);
        Rule tests = rule(rules.testRuleOf("hello"));
        Rule main = rule(rules.ruleOf("hello"));
        assertThat(Integer.parseInt(tests.priority())).isLessThan(Integer.parseInt(main.priority()));
        assertThat(tests.conditions())
                .extracting(condition -> condition.field())
                .containsExactlyInAnyOrder("host-header", "http-header");
    }

    @Test
    void areNotTouchedByAChangeOfTraffic() {
        twoReadyEnvironments();
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1, 2), effect(1, "shift-1")));
        ground.aws().calls().clear();
        done(platform()
                .ensureTraffic(traffic(Map.of(id(2), Weight.FULL), List.of(ALL_TO_ONE), 1, 2), effect(2, "shift-2")));
        assertThat(ground.aws().calls().all())
                .extracting(CallRecord::action)
                .containsExactly("DescribeRules", "ModifyRule", "DescribeRules");
    }

    @Test
    void areLeftWhereSomebodyElseHasSentThem() {
        make(1);
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1), effect(1, "shift-1")));
        String stranger = new Strays(ground).targetGroup("stranger", Map.of());
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "ModifyRule",
                        client -> client.modifyRule(change -> change.ruleArn(rules.testRuleOf("hello"))
                                .actions(action -> action.type("forward").targetGroupArn(stranger)))));
        assertThat(warnings()).singleElement().asString().contains("somebody has changed", stranger);
        make(2);
        untilReady(spec(2, 1));
        assertThat(tested()).isEqualTo(stranger);
        remove(2);
        assertThat(tested()).isEqualTo(stranger);
    }

    @Test
    void keepNothingFromGoingOnWithoutTheirListener() {
        test = Map.of("port", 9999);
        make(1);
        untilReady(spec(1, 1));
        assertThat(rulesLeft()).containsExactly(rules.ruleOf("hello"));
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1), effect(1, "shift-1")));
        assertThat(warnings())
                .containsExactly("platform.load_balancer.test: test requests would not go to the new environment:"
                        + " the balancer has no listener on that port");
    }
}
