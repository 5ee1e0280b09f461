package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan finds out where environments have balancers of their own and records share the traffic. */
final class DnsPlanTest extends PlanScene {

    private final Records records = new Records(ground);

    DnsPlanTest() {
        super(Ec2Ground.inCloudTime(), ground -> ground.ownBalancerSettings(2));
    }

    @Test
    void saysWhatAFirstReleaseMakesAndThatItIsSlow() {
        List<Inventory.Resource> before = ground.aws().resources();

        PlatformPlan plan = first();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .extracting(change -> change.verb() + " " + change.kind())
                .containsExactly(
                        "CREATE launch template",
                        "CREATE target group",
                        "CREATE Auto Scaling group",
                        "CREATE load balancer",
                        "CREATE listener",
                        "CREATE record");
        assertThat(plan.notes())
                .anyMatch(note -> note.contains("DNS is slow by nature"))
                .anyMatch(note -> note.contains("which is paid for until"));
        assertThat(plan.calls().create()).containsEntry("CreateLoadBalancer", 1).doesNotContainKey("CreateRule");
        assertThat(plan.calls().shift()).containsEntry("ChangeResourceRecordSets", 1);
        assertThat(ground.aws().resources()).isEqualTo(before);
    }

    @Test
    void saysWhatTheNextReleaseChangesAndRemoves() {
        deployed();

        PlatformPlan plan = second();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().getLast().kind()).isEqualTo("records");
        assertThat(plan.changes().getLast().detail()).isEqualTo("now hello-1 100%");
        assertThat(plan.removal(spec(1).id()))
                .extracting(PlatformPlan.Change::kind)
                .containsExactly("Auto Scaling group", "load balancer", "target group", "launch template");
        assertThat(second().facts()).isEqualTo(plan.facts());
    }

    @Test
    void findsThatTheZoneIsNotThereOrHasNotTheName() {
        change(all -> all.put("dns", Map.of("zone_id", "Z0000000000000", "name", "hello.example.org")));
        assertThat(blocking(first()))
                .anyMatch(text -> text.equals("platform.dns.zone_id: Z0000000000000 is not there"));

        change(all -> all.put("dns", Map.of("zone_id", ground.zone(), "name", "hello.example.net")));
        assertThat(blocking(first()))
                .anyMatch(text -> text.equals("platform.dns.name: hello.example.net is not in example.org."));
    }

    @Test
    void findsRecordsOfSomebodyElse() {
        records.stranger(1);

        assertThat(blocking(first()))
                .containsExactly(
                        "platform.dns.name: hello.example.org has records that are not of this service: A legacy");
    }

    @Test
    void findsDrift() {
        deployed();
        assertThat(blocking(second())).isEmpty();
        records.clear();

        assertThat(blocking(second())).singleElement().asString().startsWith("platform.dns: it is shared as nobody");
    }

    @Test
    void findsSubnetsInOneZoneOrNotInThoseOfTheInstances() {
        String third = seeded(seeds -> seeds.subnet(ground.account().vpc(), "a", "10.0.3.0/24"));
        change(all -> all.put(
                "load_balancer",
                Map.of(
                        "own",
                        Map.of("subnets", List.of(ground.account().subnets().getFirst(), third)))));
        assertThat(blocking(first()))
                .singleElement()
                .asString()
                .startsWith("platform.load_balancer.own.subnets: they are in the zones [eu-west-1a]");

        String fourth = seeded(seeds -> seeds.subnet(ground.account().vpc(), "c", "10.0.4.0/24"));
        change(all -> all.put("load_balancer", Map.of("own", Map.of("subnets", List.of(third, fourth)))));
        assertThat(blocking(first())).singleElement().asString().contains("the balancer would not serve [eu-west-1b]");
    }

    @Test
    void findsThatNoBalancerFitsAnyMore() {
        for (int number = 1; number < 50; number++) {
            String name = "full-" + number;
            seeded(seeds -> seeds.balancer(
                    name, ground.account().subnets(), ground.account().securityGroup()));
        }

        assertThat(blocking(first()))
                .containsExactly("platform.load_balancer: 50 of 50 load balancers are there, one more does not fit");
    }

    @Test
    void findsAMissingPermission() {
        ground.aws().faults().always(Calls.of("route53", "ChangeResourceRecordSets"), new Fault.Denied());

        assertThat(blocking(first()))
                .singleElement()
                .asString()
                .startsWith("permissions: ")
                .contains("route53:ChangeResourceRecordSets");
    }

    @Test
    void findsThatTheTrafficWouldHaveToGoAnotherWay() {
        deployed();
        EnvironmentSpec old = spec(1);
        change(all -> all.remove("dns"));
        change(all -> all.put(
                "load_balancer",
                Map.of("listener", ground.account().listenerArn(), "host", List.of("hello.example.org"))));
        Map<EnvironmentId, Weight> all = Map.of(old.id(), Weight.FULL);
        TrafficSpec traffic = new TrafficSpec(SERVICE, 1, old.platform(), all, List.of(all), List.of(old, spec(2)));

        assertThat(blocking(done(ground.platform().plan(spec(2), traffic))))
                .anyMatch(text ->
                        text.startsWith("platform.load_balancer: hello-1 gets its traffic by a balancer of its own"));
    }
}
