package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan finds out about a target group that the environments share. */
final class Ec2InstancesPlanTest extends PlanScene {

    private final OneTargetGroup group = new OneTargetGroup(ground, Duration.ZERO);

    @BeforeEach
    void share() {
        settings.clear();
        settings.putAll(group.settings(2));
    }

    private void targetGroup(String arn) {
        change(all -> all.put("load_balancer", Map.of("target_group", arn)));
    }

    private void deployedByInstances() {
        make(1);
        Awaitility.await()
                .until(() -> done(ground.platform().observeEnvironment(spec(1))).ready());
        Map<EnvironmentId, Weight> all = Map.of(spec(1).id(), Weight.FULL);
        Awaitility.await()
                .until(() ->
                        done(ground.platform().ensureTraffic(traffic(1, all, 1), new EffectId(SERVICE, 1, "shift-1")))
                                        .progress()
                                == null);
    }

    @Test
    void saysWhatIsMadeAndThatInstancesGoInOneByOne() {
        PlatformPlan plan = first();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .extracting(change -> change.verb() + " " + change.kind())
                .containsExactly("CREATE launch template", "CREATE Auto Scaling group", "CHANGE target group");
        assertThat(plan.changes().getLast().detail())
                .isEqualTo("now none of the service's instances; instances of hello-1 go in one by one");
        assertThat(plan.calls().create()).doesNotContainKeys("CreateTargetGroup", "ModifyRule", "CreateRule");
        assertThat(plan.calls().shift()).isEmpty();
        assertThat(plan.calls().of(3, 0)).containsEntry("RegisterTargets", 2).doesNotContainKey("DeregisterTargets");
        assertThat(plan.notes()).anyMatch(note -> note.startsWith("A rollback is not one call"));
    }

    @Test
    void saysWhatTheNextReleaseFindsAndRemoves() {
        deployedByInstances();

        PlatformPlan plan = second();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().getLast().detail()).startsWith("now hello-1 2 of 2;");
        assertThat(plan.facts()).containsEntry(PlanAspect.TRAFFIC, "hello-1 2 of 2 []");
        assertThat(plan.calls().of(3, 1)).containsEntry("RegisterTargets", 2).containsEntry("DeregisterTargets", 2);
        assertThat(plan.removal(spec(1).id()))
                .extracting(PlatformPlan.Change::kind)
                .containsExactly("Auto Scaling group", "launch template");
    }

    @Test
    void findsThatItIsNotThere() {
        targetGroup(group.arn().replace("targetgroup/theirs", "targetgroup/gone"));

        assertThat(blocking(first()))
                .hasSize(2)
                .allMatch(text ->
                        text.startsWith("platform.load_balancer.target_group: ") && text.contains("is not there"));
    }

    @Test
    void findsThatNothingLeadsToIt() {
        targetGroup(OneTargetGroup.made(ground, "idle", ground.account().vpc()));

        assertThat(blocking(first()))
                .containsExactly("platform.load_balancer.target_group: no balancer uses it, so no target of it ever"
                        + " becomes healthy");
    }

    @Test
    void findsThatItIsInAnotherVpc() {
        String other = ground.aws()
                .seed(ground.account().accountId(), ground.account().region(), seeds -> seeds.vpc("10.9.0.0/16"));
        targetGroup(OneTargetGroup.made(ground, "far", other));

        assertThat(blocking(first()))
                .contains("platform.vpc: the target group is in " + other + ", not in "
                        + ground.account().vpc());
    }

    @Test
    void warnsOfTargetsThatAreNotTheServices() {
        String stranger = group.stranger();

        PlatformPlan plan = first();

        assertThat(blocking(plan)).isEmpty();
        assertThat(plan.problems())
                .singleElement()
                .extracting(PlatformPlan.Problem::what)
                .isEqualTo("it has targets that are not instances of this service: " + stranger);
    }

    @Test
    void findsThatTheTrafficComesInAnotherWayNow() {
        EnvironmentSpec byRule = new EnvironmentSpec(
                spec(1).id(),
                spec(1).version(),
                1,
                new PlatformSettings("ec2", new HashMap<>(ground.settings(2))),
                HealthCheck.standard());
        var traffic = new TrafficSpec(
                SERVICE,
                1,
                spec(2).platform(),
                Map.of(byRule.id(), Weight.FULL),
                List.of(Map.of(byRule.id(), Weight.FULL)),
                List.of(byRule, spec(2)));

        assertThat(blocking(done(ground.platform().plan(spec(2), traffic))))
                .anyMatch(text -> text.contains("hello-1 gets its traffic by a rule"));
    }

    @Test
    void findsAMissingPermission() {
        ground.aws().faults().always(Calls.of("elasticloadbalancing", "RegisterTargets"), new Fault.Denied());

        assertThat(blocking(first()))
                .singleElement()
                .asString()
                .contains("elasticloadbalancing:RegisterTargets on " + group.arn());
    }
}
