package io.ionroller.ec2;

import io.ionroller.aws.cloud.Inventory.Resource;
import io.ionroller.deploy.PlatformScene;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.Orphan;
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

/** An account with leftovers, and a sweep of it. */
abstract class SweepScene extends PlatformScene {

    static final String OURS = "ionroller";
    static final Map<EnvironmentId, Weight> ALL_TO_ONE = Map.of(id(1), Weight.FULL);

    final Ec2Ground ground;
    final Strays strays;
    final ScriptedOwners owners = new ScriptedOwners();
    String delay = "0s";
    Map<String, Object> test = Map.of();
    Sweeper sweeper;

    SweepScene() {
        this(new Ec2Ground());
    }

    SweepScene(Ec2Ground ground) {
        this.ground = ground;
        this.strays = new Strays(ground);
        this.sweeper = sweeper(Duration.ofMillis(1));
    }

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
        ground.checkAndClose();
    }

    Sweeper sweeper(Duration minimumAge) {
        return ground.sweeping(minimumAge).sweeper().orElseThrow();
    }

    void made(long release) {
        done(platform().ensureEnvironment(spec(release, 1), effect(release, "create")));
        untilReady(spec(release, 1));
    }

    Sweeper.Order order(boolean remove, boolean neverReleased) {
        return new Sweeper.Order(
                Map.of(new ServiceName("hello"), List.of(platformSettings(settings(1)))),
                owners,
                remove,
                neverReleased,
                "test");
    }

    SweepReport look() {
        return done(sweeper.sweep(order(false, false)));
    }

    SweepReport remove() {
        return done(sweeper.sweep(order(true, false)));
    }

    SweepReport removeUntilNothingIsUnderWay() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(this::remove, report -> report.orphans().stream().noneMatch(Orphan::underWay));
    }

    static Map<String, Orphan> byName(SweepReport report) {
        Map<String, Orphan> orphans = new HashMap<>();
        report.orphans().forEach(orphan -> orphans.put(orphan.of(), orphan));
        return orphans;
    }

    /** Of all that is there; environments by their id, other things by their names. */
    Set<String> names() {
        return ground.aws().resources().stream()
                .filter(resource -> !resource.kind().equals("instance"))
                .map(SweepTest::name)
                .collect(Collectors.toSet());
    }

    static String name(Resource resource) {
        String named = resource.tags().getOrDefault("Name", resource.name());
        return named.equals("stray") ? resource.name() : named;
    }

    static Set<String> with(Set<String> names, String... more) {
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
        Map<String, Object> settings = ground.settings(instances);
        settings.put("deregistration_delay", delay);
        if (!test.isEmpty()) {
            settings.put(
                    "load_balancer",
                    Map.of(
                            "listener", ground.account().listenerArn(),
                            "host", List.of("hello.example.org"),
                            "test", test));
        }
        return settings;
    }
}
