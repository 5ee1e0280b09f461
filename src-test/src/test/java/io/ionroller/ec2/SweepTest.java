package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ionroller.engine.platform.EnvironmentOwners.Standing;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import io.ionroller.engine.platform.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What carries our tags and belongs to no environment is found everywhere, and goes only when nothing reaches it. */
@Timeout(120)
final class SweepTest extends SweepScene {

    @Test
    void findsAndRemovesSingleResourcesOfEachKind() {
        Set<String> before = names();
        strays.template("lone-template", Strays.tags(OURS, "hello", 1));
        strays.targetGroup("lone-target-group", Strays.tags(OURS, "hello", 2));
        strays.template("of-group", Map.of());
        strays.group("lone-group", "of-group", Strays.tags(OURS, "hello", 3));

        assertThat(look().orphans())
                .extracting(
                        Orphan::of,
                        Orphan::state,
                        orphan -> orphan.resources().getFirst().kind())
                .containsExactly(
                        tuple("hello-1", State.REMOVABLE, "launch-template"),
                        tuple("hello-2", State.REMOVABLE, "target-group"),
                        tuple("hello-3", State.REMOVABLE, "auto-scaling-group"));
        assertThat(names()).contains("lone-template", "lone-target-group", "lone-group");

        removeUntilNothingIsUnderWay();

        assertThat(names()).containsExactlyInAnyOrderElementsOf(with(before, "of-group"));
    }

    @Test
    void removesAnEnvironmentWithItsRuleAndInstancesInOrder() {
        Set<String> before = names();
        made(1);
        SweepReport found = look();
        assertThat(found.orphans()).extracting(Orphan::of).containsExactly("hello-1", "hello");

        SweepReport last = removeUntilNothingIsUnderWay();

        assertThat(last.failures()).isEmpty();
        assertThat(names()).isEqualTo(before);
        List<String> calls = ground.aws().calls().all().stream()
                .map(call -> call.action())
                .filter(action -> action.startsWith("Delete"))
                .toList();
        assertThat(calls)
                .containsExactly("DeleteRule", "DeleteAutoScalingGroup", "DeleteTargetGroup", "DeleteLaunchTemplate");
    }

    @Test
    void removesTheRuleForTestRequestsToo() {
        Set<String> before = names();
        test = Map.of("header", Map.of("name", "X-Test", "value", "candidate"));
        made(1);
        assertThat(names()).hasSize(before.size() + 3);

        assertThat(removeUntilNothingIsUnderWay().failures()).isEmpty();

        assertThat(names()).isEqualTo(before);
    }

    @Test
    void goesOnInAnotherProcessAfterEveryStep() {
        Set<String> before = names();
        made(1);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            sweeper = sweeper(Duration.ofMillis(1));
            return remove().orphans().isEmpty();
        });

        assertThat(names()).isEqualTo(before);
    }

    @Test
    void waitsForTheWholeDeregistrationDelay() {
        delay = "5m";
        made(1);
        Instant first = ground.aws().time().instant();
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(byName(remove()).get("hello-1").reason()).startsWith("weight 0 seen since"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> byName(remove()).get("hello-1").state() == State.REMOVING);

        assertThat(ground.aws().time().instant()).isAfter(first.plus(Duration.ofMinutes(5)));
        assertThat(names()).contains("hello-1");
    }

    @Test
    void leavesWhatIsKnownYoungUntaggedOrOfAnotherInstallation() {
        made(1);
        owners.standings.put(id(1), new Standing.Known());
        owners.used.add(SERVICE);
        strays.template("untagged", Map.of());
        strays.template("others", Strays.tags("elsewhere", "hello", 2));
        strays.targetGroup("others", Strays.tags("elsewhere", "hello", 2));
        strays.targetGroup("untagged", Map.of());
        Set<String> before = names();
        assertThat(removeUntilNothingIsUnderWay().orphans()).isEmpty();

        strays.template("young", Strays.tags(OURS, "hello", 3));
        sweeper = sweeper(Duration.ofHours(1));
        assertThat(removeUntilNothingIsUnderWay().orphans()).isEmpty();
        assertThat(names()).isEqualTo(with(before, "young"));
    }

    @Test
    void leavesWhatHasWeightOrHadRequests() {
        made(1);
        made(2);
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1, 2), effect(1, "shift-1")));
        Rules rules = new Rules(ground.aws());
        ground.aws().foreign().traffic(rules.ruleOf("hello"), 100);
        Set<String> before = names();

        Map<String, Orphan> found = byName(remove());
        assertThat(found.get("hello-1").state()).isEqualTo(State.KEPT);
        assertThat(found.get("hello-1").reason()).contains("weight 999 of 999");
        assertThat(found.get("hello").reason()).contains("hello-1, which stays");
        assertThat(names()).isEqualTo(before);

        ground.aws().foreign().weights(rules.ruleOf("hello"), Map.of(rules.targetGroup("hello-1"), 0));
        // A minute of the cloud is half a second: CloudWatch tells of requests within the last three.
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(byName(look()).get("hello-1").reason()).contains("it had requests within the last"));
        assertThat(names()).contains("hello-1");
        removeUntilNothingIsUnderWay();
        assertThat(names()).doesNotContain("hello-1").doesNotContain("hello-2");
    }

    @Test
    void writesTheRuleOfAServiceInUseOnlyWhereItsOwnerLives() {
        made(1);
        made(2);
        done(platform().ensureTraffic(traffic(ALL_TO_ONE, 1, 2), effect(1, "shift-1")));
        owners.standings.put(id(1), new Standing.Known());
        owners.used.add(SERVICE);
        owners.here = false;
        Set<String> before = names();
        Awaitility.await().until(() -> byName(look()).get("hello-2").state() == State.REMOVABLE);
        assertThat(byName(remove()).get("hello-2").reason()).contains("only the node where");
        assertThat(names()).isEqualTo(before);

        owners.here = true;
        removeUntilNothingIsUnderWay();

        assertThat(names()).contains("hello-1").doesNotContain("hello-2");
        assertThat(done(platform().observeTraffic(traffic(ALL_TO_ONE, 1))).weights())
                .isEqualTo(ALL_TO_ONE);
    }

    @Test
    void leavesWhatNoReleaseMadeUnlessTold() {
        strays.template("stranger", Strays.tags(OURS, "hello", 9));
        owners.standings.put(id(9), new Standing.NeverReleased());
        strays.template("odd", Map.of("ionroller:installation", OURS, "ionroller:service", "hello"));
        SweepReport report = removeUntilNothingIsUnderWay();
        assertThat(report.orphans()).extracting(Orphan::state).containsOnly(State.KEPT);
        assertThat(names()).contains("stranger", "odd");

        done(sweeper.sweep(order(true, true)));
        assertThat(names()).contains("odd").doesNotContain("stranger");
    }
}
