package io.ionroller.ec2;

import io.ionroller.aws.cloud.Seeds;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account with images of a service that has one release, or none, and what plans of the next one say. */
abstract class PlanScene {

    static final ServiceName SERVICE = new ServiceName("hello");

    final Ec2Ground ground;
    final Map<String, Object> settings;

    PlanScene() {
        this(new Ec2Ground(), ground -> ground.settings(2));
    }

    PlanScene(Ec2Ground ground, Function<Ec2Ground, Map<String, Object>> settings) {
        this.ground = ground;
        this.settings = settings.apply(ground);
    }

    @BeforeEach
    void images() {
        ground.images("1.0.1", "1.0.2", "1.0.3", "1.0.4", "1.0.5", "1.0.6");
    }

    @AfterEach
    void nothingIsWrongWithRequestsAndAnswers() {
        ground.checkAndClose();
    }

    EnvironmentSpec spec(long release) {
        return new EnvironmentSpec(
                new EnvironmentId(SERVICE, release),
                new Version("1.0." + release),
                1,
                new PlatformSettings("ec2", settings),
                HealthCheck.standard());
    }

    TrafficSpec traffic(long shift, Map<EnvironmentId, Weight> weights, long... releases) {
        return new TrafficSpec(
                SERVICE,
                shift,
                new PlatformSettings("ec2", settings),
                weights,
                List.of(weights),
                LongStream.of(releases).mapToObj(this::spec).toList());
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    PlatformPlan first() {
        return done(ground.platform().plan(spec(1), traffic(0, Map.of(), 1)));
    }

    private Platform platform() {
        return new Repeating(ground.platform());
    }

    void make(long release) {
        done(platform().ensureEnvironment(spec(release), new EffectId(SERVICE, release, "create")));
    }

    /** The first release has all the traffic. */
    void deployed() {
        make(1);
        Map<EnvironmentId, Weight> all = Map.of(spec(1).id(), Weight.FULL);
        done(platform().ensureTraffic(traffic(1, all, 1), new EffectId(SERVICE, 1, "shift-1")));
    }

    PlatformPlan second() {
        return done(ground.platform().plan(spec(2), traffic(1, Map.of(spec(1).id(), Weight.FULL), 1, 2)));
    }

    <T> T seeded(Function<Seeds, T> seeding) {
        return ground.aws().seed(ground.account().accountId(), ground.account().region(), seeding);
    }

    static List<String> blocking(PlatformPlan plan) {
        return plan.problems().stream()
                .filter(PlatformPlan.Problem::blocks)
                .map(problem -> problem.field() + ": " + problem.what())
                .toList();
    }

    void change(Consumer<Map<String, Object>> change) {
        change.accept(settings);
    }
}
