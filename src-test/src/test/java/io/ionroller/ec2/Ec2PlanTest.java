package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Quotas;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan on {@code ec2} finds out, and that it changes nothing for it. */
final class Ec2PlanTest extends PlanScene {

    @Test
    void saysWhatAFirstReleaseMakesAndChangesNothing() {
        List<Inventory.Resource> before = ground.aws().resources();

        PlatformPlan plan = first();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .extracting(change -> change.verb() + " " + change.kind())
                .containsExactly(
                        "CREATE launch template",
                        "CREATE target group",
                        "CREATE Auto Scaling group",
                        "CREATE listener rule");
        assertThat(plan.changes().getFirst().detail())
                .contains("t3.small", ground.account().ami(), "@sha256:");
        assertThat(plan.facts())
                .containsKeys(PlanAspect.IMAGE, PlanAspect.TRAFFIC)
                .containsEntry(PlanAspect.MACHINE, ground.account().ami());
        assertThat(plan.calls().create()).containsEntry("CreateRule", 1).containsEntry("GetParameter", 1);
        assertThat(ground.aws().resources()).isEqualTo(before);
    }

    @Test
    void saysWhatTheNextReleaseChangesAndRemoves() {
        deployed();

        PlatformPlan plan = second();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().getLast().verb()).isEqualTo(PlatformPlan.Verb.CHANGE);
        assertThat(plan.changes().getLast().detail()).contains("at weight 0 added");
        assertThat(plan.removal(spec(1).id()))
                .extracting(PlatformPlan.Change::kind)
                .containsExactly("Auto Scaling group", "target group", "launch template");
        assertThat(plan.calls().create()).containsEntry("ModifyRule", 1).doesNotContainKey("CreateRule");
        assertThat(second().facts()).isEqualTo(plan.facts());
    }

    @Test
    void findsSubnetsAndGroupsOfAnotherVpc() {
        String other = seeded(seeds -> seeds.vpc("10.9.0.0/16"));
        String subnet = seeded(seeds -> seeds.subnet(other, "a", "10.9.1.0/24"));
        String group = seeded(seeds -> seeds.securityGroup(other, "far"));
        change(all -> all.put("subnets", List.of(ground.account().subnets().getFirst(), subnet)));
        change(all -> all.put("security_groups", List.of(group)));

        assertThat(blocking(first()))
                .containsExactly(
                        "platform.subnets[1]: " + subnet + " is in " + other,
                        "platform.security_groups[0]: " + group + " is in " + other);
    }

    @Test
    void findsWhatIsNotThere() {
        change(all -> all.put("vpc", "vpc-00000000000000000"));
        change(all -> all.put("subnets", List.of("subnet-00000000000000000")));
        change(all -> all.put("ami", "ami-00000000000000000"));
        change(all -> all.put("key_name", "nobody"));
        change(all -> all.put("instance_profile", "nothing"));
        change(all -> all.put("instance_type", "z9.mega"));

        assertThat(blocking(first()))
                .anyMatch(text -> text.startsWith("platform.vpc: vpc-0"))
                .anyMatch(text -> text.startsWith("platform.subnets[0]: subnet-0"))
                .anyMatch(text -> text.startsWith("platform.ami: ami-0"))
                .anyMatch(text -> text.startsWith("platform.key_name: "))
                .anyMatch(text -> text.startsWith("platform.instance_profile: "));
    }

    @Test
    void findsATypeThatIsNotOffered() {
        change(all -> all.put("instance_type", "z9.mega"));

        assertThat(blocking(first()))
                .anyMatch(text -> text.startsWith("platform.instance_type: z9.mega is offered in none"));
    }

    @Test
    void findsAnAmiForAnotherProcessor() {
        change(all -> all.put("instance_type", "t4g.small"));

        assertThat(blocking(first())).anyMatch(text -> text.startsWith("platform.ami: ") && text.contains("x86_64"));
    }

    @Test
    void findsAMissingTag() {
        change(all -> all.put("image", settings.get("image") + ":v{version}"));

        assertThat(blocking(first()))
                .singleElement()
                .asString()
                .startsWith("platform.image: ")
                .contains("v1.0.1");
    }

    @Test
    void findsAMissingPermission() {
        ground.aws().faults().always(Calls.of("elasticloadbalancing", "CreateTargetGroup"), new Fault.Denied());

        assertThat(blocking(first()))
                .singleElement()
                .asString()
                .startsWith("permissions: ")
                .contains("elasticloadbalancing:CreateTargetGroup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2", "elasticloadbalancing", "autoscaling", "iam", "servicequotas", "sts"})
    void warnsOfWhatItMayNotRead(String service) {
        ground.aws().faults().always(Calls.of(service, "*"), new Fault.Denied());

        PlatformPlan plan = first();

        assertThat(plan.problems()).anyMatch(problem -> problem.what().contains("could not be checked"));
    }

    @Test
    void findsExhaustedQuotas() {
        make(1);
        int groups = (int) ground.aws().resources().stream()
                .filter(resource -> resource.kind().equals("target-group"))
                .count();
        ground.aws().weather().quotas(new Quotas(groups, 100, 1, 4));
        change(all -> all.put("capacity", Map.of("min", 3, "desired", 3, "max", 3)));

        assertThat(blocking(second()))
                .anyMatch(text -> text.contains("target groups are there"))
                .anyMatch(text -> text.contains("Auto Scaling groups are there"))
                .anyMatch(text -> text.contains("6 vCPUs are needed"));
    }

    @Test
    void findsThatTheRuleIsFull() {
        for (long release = 1; release <= 5; release++) {
            make(release);
        }
        Map<EnvironmentId, Weight> none = Map.of();

        PlatformPlan plan = done(ground.platform().plan(spec(6), traffic(0, none, 1, 2, 3, 4, 5, 6)));

        assertThat(blocking(plan)).anyMatch(text -> text.contains("has 5 target groups"));
    }

    @Test
    void findsDrift() {
        deployed();
        make(2);
        PlatformPlan before = third();
        Rules rules = new Rules(ground.aws());
        ground.aws()
                .foreign()
                .weights(
                        rules.ruleOf("hello"),
                        Map.of(rules.targetGroup("hello-1"), 300, rules.targetGroup("hello-2"), 700));

        PlatformPlan plan = third();

        assertThat(blocking(before)).isEmpty();
        assertThat(blocking(plan)).singleElement().asString().contains("hello-1 30%, hello-2 70%");
        assertThat(plan.facts().get(PlanAspect.TRAFFIC))
                .isNotEqualTo(before.facts().get(PlanAspect.TRAFFIC));
    }

    private PlatformPlan third() {
        return done(ground.platform().plan(spec(3), traffic(1, Map.of(spec(1).id(), Weight.FULL), 1, 2, 3)));
    }

    @Test
    void findsARuleOfSomebodyElse() {
        deployed();
        EnvironmentSpec other = new EnvironmentSpec(
                new EnvironmentId(new ServiceName("other"), 1),
                new Version("1.0.1"),
                1,
                new PlatformSettings("ec2", settings),
                HealthCheck.standard());
        TrafficSpec none =
                new TrafficSpec(other.id().service(), 0, other.platform(), Map.of(), List.of(Map.of()), List.of(other));

        assertThat(blocking(done(ground.platform().plan(other, none))))
                .anyMatch(text -> text.contains("same conditions and is not ours"));
    }

    @Test
    void tellsThatStickyClientsAreSlow() {
        change(all -> all.put("stickiness", "10m"));

        assertThat(first().notes()).anyMatch(note -> note.contains("stick"));
    }
}
