package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentOwners.Standing;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Sweeper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Balancers of environments that nobody has any more are found, and go with the environment when no record leads to them. */
@Timeout(120)
final class SweepOwnBalancersTest extends SweepScene {

    private final Records records = new Records(ground);

    SweepOwnBalancersTest() {
        super(Ec2Ground.inCloudTime());
    }

    @BeforeEach
    void zone() {
        assertThat(ground.zone()).isNotEmpty();
    }

    @Override
    protected Platform platform() {
        return new Repeating(ground.platform());
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        Map<String, Object> settings = new HashMap<>(ground.ownBalancerSettings(instances));
        settings.put("deregistration_delay", delay);
        return settings;
    }

    @Test
    void removesAnEnvironmentWithItsBalancerInOrder() {
        Set<String> before = names();
        made(1);
        assertThat(look().orphans())
                .singleElement()
                .satisfies(orphan -> assertThat(orphan.resources())
                        .extracting(Orphan.Resource::kind)
                        .containsExactly("auto-scaling-group", "load-balancer", "target-group", "launch-template"));

        assertThat(removeUntilNothingIsUnderWay().failures()).isEmpty();

        assertThat(names()).isEqualTo(before);
        assertThat(ground.aws().calls().all().stream()
                        .map(call -> call.action())
                        .filter(action -> action.startsWith("Delete")))
                .containsExactly(
                        "DeleteAutoScalingGroup", "DeleteLoadBalancer", "DeleteTargetGroup", "DeleteLaunchTemplate");
    }

    @Test
    void removesABalancerThatWasLeftAlone() {
        Set<String> before = names();
        strays.loadBalancer("lone-balancer", Strays.tags(OURS, "hello", 1));
        strays.loadBalancer("others", Strays.tags("elsewhere", "hello", 2));

        removeUntilNothingIsUnderWay();

        assertThat(names()).isEqualTo(with(before, "others"));
    }

    @Test
    void leavesWhatARecordLeadsToAndWaitsForTheResolversAfterThat() {
        made(1);
        made(2);
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1, 2), effect(1, "shift-1")));
        owners.standings.put(id(2), new Standing.Known());
        assertThat(byName(remove()).get("hello-1").state()).isEqualTo(State.KEPT);
        assertThat(byName(remove()).get("hello-1").reason())
                .isEqualTo("a record leads to its balancer: hello.example.org. with weight 255");

        Map<EnvironmentId, Weight> all = Map.of(id(2), Weight.FULL);
        done(platform().ensureTraffic(traffic(all, List.of(ALL_TO_ONE), 1, 2), effect(2, "shift-1")));
        Instant since = ground.aws().time().instant();
        assertThat(byName(remove()).get("hello-1").state()).isEqualTo(State.DRAINING);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> byName(remove()).get("hello-1").state() == State.REMOVING);
        assertThat(ground.aws().time().instant()).isAfter(since.plusSeconds(60));
        removeUntilNothingIsUnderWay();
        assertThat(names()).contains("hello-2").doesNotContain("hello-1");
        assertThat(records.all()).containsExactly("ionroller:hello-2 255");
    }

    @Test
    void leavesWhatHasRequestsThoughNoRecordLeadsToIt() {
        made(1);
        ground.aws().foreign().traffic(rule("hello-1"), 10);
        Awaitility.await()
                .untilAsserted(() -> assertThat(byName(remove()).get("hello-1").reason())
                        .contains("it had requests within the last"));
        assertThat(names()).contains("hello-1");
    }

    /** The default rule of the environment's own balancer. */
    private String rule(String environment) {
        String arn = new Rules(ground.aws()).loadBalancer(environment);
        return done(ground.region()
                        .readBalancing(
                                Lane.SWEEP,
                                "DescribeListeners",
                                client -> client.describeListeners(find -> find.loadBalancerArn(arn)))
                        .thenCompose(found -> ground.region()
                                .readBalancing(
                                        Lane.SWEEP,
                                        "DescribeRules",
                                        client -> client.describeRules(find -> find.listenerArn(
                                                found.listeners().getFirst().listenerArn())))))
                .rules()
                .getFirst()
                .ruleArn();
    }

    @Test
    void leavesWhatNoConfigurationHasANameOf() {
        made(1);
        Sweeper.Order order = new Sweeper.Order(
                Map.of(new ServiceName("hello"), List.of(platformSettings(ground.settings(1)))),
                owners,
                true,
                false,
                "test");
        assertThat(byName(done(sweeper.sweep(order))).get("hello-1").reason())
                .isEqualTo("no configuration of its service says which records lead to its balancer");
    }
}
