package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ionroller.aws.cloud.Inventory.Resource;
import io.ionroller.deploy.PlatformScene;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentOwners.Standing;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.SweepReport;
import io.ionroller.engine.platform.Sweeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What carries our tags and belongs to no environment is found everywhere, and goes only when nothing reaches it. */
@Timeout(120)
final class SweepTest extends PlatformScene {

    private static final String OURS = "ionroller";
    private static final Map<EnvironmentId, Weight> ALL_TO_ONE = Map.of(id(1), Weight.FULL);

    private final Ec2Ground ground = new Ec2Ground();
    private final Strays strays = new Strays(ground);
    private final ScriptedOwners owners = new ScriptedOwners();
    private Sweeper sweeper = sweeper(Duration.ofMillis(1));

    @BeforeEach
    void images() {
        for (int release = 1; release <= 3; release++) {
            String tag = "1.0." + release;
            ground.aws()
                    .seed(
                            ground.account().accountId(),
                            ground.account().region(),
                            seeds -> seeds.containerImage(ground.account().repository(), List.of(tag)));
        }
    }

    @AfterEach
    void nothingIsWrongWithRequestsAndAnswers() {
        try {
            assertThat(ground.aws().findings().drift()).isEmpty();
            assertThat(ground.aws().findings().requests()).isEmpty();
        } finally {
            ground.close();
        }
    }

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

    @Test
    void followsEveryListToItsEnd() {
        Map<String, String> tags = Strays.tags(OURS, "hello", 1);
        for (int number = 0; number < 401; number++) {
            strays.targetGroup("many-" + number, tags);
        }
        for (int number = 0; number < 201; number++) {
            strays.template("many-" + number, tags);
        }
        for (int number = 0; number < 101; number++) {
            strays.group("many-" + number, "many-0", tags);
        }
        Orphan all = byName(look()).get("hello-1");
        assertThat(all.resources().stream()
                        .collect(Collectors.groupingBy(Orphan.Resource::kind, Collectors.counting())))
                .isEqualTo(Map.of("target-group", 401L, "launch-template", 201L, "auto-scaling-group", 101L));
    }

    // What the tests speak with

    private Sweeper sweeper(Duration minimumAge) {
        return ground.sweeping(minimumAge).sweeper().orElseThrow();
    }

    private void made(long release) {
        done(platform().ensureEnvironment(spec(release, 1), effect(release, "create")));
        untilReady(spec(release, 1));
    }

    private Sweeper.Order order(boolean remove, boolean neverReleased) {
        return new Sweeper.Order(
                Map.of(new ServiceName("hello"), List.of(platformSettings(settings(1)))),
                owners,
                remove,
                neverReleased,
                "test");
    }

    private SweepReport look() {
        return done(sweeper.sweep(order(false, false)));
    }

    private SweepReport remove() {
        return done(sweeper.sweep(order(true, false)));
    }

    private SweepReport removeUntilNothingIsUnderWay() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(this::remove, report -> report.orphans().stream().noneMatch(Orphan::underWay));
    }

    private static Map<String, Orphan> byName(SweepReport report) {
        Map<String, Orphan> orphans = new HashMap<>();
        report.orphans().forEach(orphan -> orphans.put(orphan.of(), orphan));
        return orphans;
    }

    /** Of all that is there; environments by their id, other things by their names. */
    private Set<String> names() {
        return ground.aws().resources().stream()
                .filter(resource -> !resource.kind().equals("instance"))
                .map(SweepTest::name)
                .collect(Collectors.toSet());
    }

    private static String name(Resource resource) {
        String named = resource.tags().getOrDefault("Name", resource.name());
        return named.equals("stray") ? resource.name() : named;
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    @Override
    protected Platform platform() {
        return ground.platform();
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return ground.settings(instances);
    }

    @Override
    protected void kill(EnvironmentId environment, String instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void passTime() {
        // the endpoint's clock runs
    }
}
