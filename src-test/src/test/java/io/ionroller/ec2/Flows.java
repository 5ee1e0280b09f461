package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Faults;
import io.ionroller.aws.scenario.Weather;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentOwners;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.SweepReport;
import io.ionroller.engine.platform.Sweeper;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the engine has a platform do in the life of a service, in an account whose role it takes. */
final class Flows {

    private static final ServiceName SERVICE = new ServiceName("hello");
    private static final HealthCheck CHECK = new HealthCheck("/", Duration.ofSeconds(5), 2, 2, Duration.ofSeconds(2));
    private static final EnvironmentId FIRST = new EnvironmentId(SERVICE, 1);
    private static final EnvironmentId SECOND = new EnvironmentId(SERVICE, 2);

    private final Ec2Ground ground;
    private final Map<String, Object> base;
    private @Nullable OneTargetGroup shared;
    private Platform platform;
    private Map<EnvironmentId, Weight> weights = Map.of();
    private long shifts;

    /** @param settings of the platform, without the account */
    Flows(Ec2Ground ground, Map<String, Object> settings) {
        this.ground = ground;
        this.base = settings;
        this.platform = new Repeating(ground.platform());
    }

    /** A release is planned before there is anything. */
    void plan() {
        PlatformPlan plan = done(ground.platform().plan(spec(FIRST), traffic(Map.of(), List.of())));
        assertThat(plan.changes()).isNotEmpty();
    }

    /** Two releases, a canary, a rollback, a look at the output; between the releases the process is another. In the end all is removed. */
    void createShiftRollBackAndRemove() {
        create(FIRST);
        shift(Map.of(FIRST, Weight.FULL));
        platform = new Repeating(ground.anew());
        create(SECOND);
        shift(Map.of(FIRST, new Weight(9_000), SECOND, new Weight(1_000)));
        shift(Map.of(SECOND, Weight.FULL));
        shift(Map.of(FIRST, Weight.FULL));
        String instance = done(platform.observeEnvironment(spec(FIRST)))
                .instances()
                .getFirst()
                .name();
        done(platform.output(spec(FIRST), instance, 10));
        remove(SECOND);
        shift(Map.of());
        remove(FIRST);
    }

    /** Two releases in a target group that is there already, by instances, and one of these is lost. */
    void createShiftAndRemoveByInstances() {
        platform = ground.anew();
        OneTargetGroup group = new OneTargetGroup(ground, Duration.ZERO);
        shared = group;
        plan();
        create(FIRST);
        shift(Map.of(FIRST, Weight.FULL));
        create(SECOND);
        shift(Map.of(SECOND, Weight.FULL));
        remove(FIRST);
        String lost = group.instances(SECOND.toString()).iterator().next();
        ground.aws().foreign().kill(lost);
        until(() -> {
            shift(weights);
            return group.healthy().size() == 1 && !group.targets().containsKey(lost);
        });
        shift(Map.of());
        remove(SECOND);
        shared = null;
    }

    /**
     * The last call of a creation fails; then it is tried again for another reason, and finds what was made. No instance can be
     * launched, so that it is asked why.
     */
    void repeatACreationWhoseRepliesWereLost() {
        platform = new Repeating(ground.anew());
        EnvironmentId third = new EnvironmentId(SERVICE, 3);
        ground.aws().faults().next(1, Calls.of("autoscaling", "CreateAutoScalingGroup"), new Fault.Fails(500));
        try {
            done(platform.ensureEnvironment(spec(third), new EffectId(SERVICE, 3, "create")));
        } catch (CompletionException expected) {
            // That it failed is the point.
        }
        ground.aws().weather().failLaunches(Weather.Launches.all(), Faults.ALWAYS);
        done(platform.ensureEnvironment(spec(third), new EffectId(SERVICE, 3, "repair-1")));
        ground.aws().weather().clear();
        remove(third);
    }

    /** An unused environment is scaled down and up again, then somebody else detaches its target group. */
    void scaleDownAndSetRightWhatOthersChanged() {
        platform = ground.anew();
        EnvironmentId fifth = new EnvironmentId(SERVICE, 5);
        create(fifth);
        done(platform.scaleDownEnvironment(spec(fifth), new EffectId(SERVICE, 5, "scale-1")));
        assertThat(done(platform.observeEnvironment(spec(fifth))).required()).isZero();
        Others.in(ground).detach(fifth.toString());
        done(platform.restoreEnvironment(
                spec(fifth), EnumSet.allOf(EnvironmentPart.class), new EffectId(SERVICE, 5, "scale-2")));
        until(() -> done(platform.observeEnvironment(spec(fifth))).ready());
        remove(fifth);
    }

    /** What no owner of a service has any more is swept, until nothing is left of it. */
    void sweepWhatIsLeftOver() {
        create(new EnvironmentId(SERVICE, 4));
        Sweeper sweeper = ground.sweeping(Duration.ofMillis(1)).sweeper().orElseThrow();
        Sweeper.Order order =
                new Sweeper.Order(Map.of(SERVICE, List.of(settings())), new NobodyOwns(), true, false, "test");
        until(() -> {
            SweepReport report = done(sweeper.sweep(order));
            assertThat(report.failures()).isEmpty();
            return report.orphans().isEmpty();
        });
    }

    /** Every release was made and is over. */
    private record NobodyOwns() implements EnvironmentOwners {

        @Override
        public CompletionStage<Standing> standing(EnvironmentId environment) {
            return CompletableFuture.completedStage(new Standing.Ended(null));
        }

        @Override
        public CompletionStage<Boolean> inUse(ServiceName service) {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public CompletionStage<Boolean> writesHere(ServiceName service) {
            return CompletableFuture.completedStage(true);
        }
    }

    private void create(EnvironmentId id) {
        done(platform.ensureEnvironment(spec(id), new EffectId(SERVICE, id.release(), "create")));
        until(() -> done(platform.observeEnvironment(spec(id))).ready());
    }

    private void shift(Map<EnvironmentId, Weight> wanted) {
        TrafficSpec spec = traffic(wanted, List.of(weights));
        List<TrafficObservation> seen = new ArrayList<>();
        until(() -> {
            seen.add(done(platform.ensureTraffic(spec, new EffectId(SERVICE, 1, "shift-" + spec.shift()))));
            return seen.getLast().progress() == null;
        });
        assertThat(seen.getLast().weights()).isEqualTo(wanted);
        weights = wanted;
    }

    private void remove(EnvironmentId id) {
        List<DrainProof> proofs = new ArrayList<>();
        until(() -> {
            DrainProof.from(done(platform.observeDrain(traffic(weights, List.of()))), id)
                    .ifPresent(proofs::add);
            return !proofs.isEmpty();
        });
        until(() -> !done(platform.removeEnvironment(
                        spec(id), proofs.getFirst(), new EffectId(SERVICE, id.release(), "remove")))
                .exists());
    }

    private TrafficSpec traffic(Map<EnvironmentId, Weight> wanted, List<Map<EnvironmentId, Weight>> expected) {
        return new TrafficSpec(SERVICE, ++shifts, settings(), wanted, expected, List.of(spec(FIRST), spec(SECOND)));
    }

    private EnvironmentSpec spec(EnvironmentId id) {
        return new EnvironmentSpec(id, new Version(id.release() == 1 ? "1.0" : "2.0"), 1, settings(), CHECK);
    }

    private PlatformSettings settings() {
        Map<String, Object> settings = new HashMap<>(shared == null ? base : shared.settings(1));
        settings.put(
                "account",
                Map.of(
                        "role_arn", ground.account().roleArn(),
                        "external_id", ground.account().externalId()));
        settings.put("key_name", ground.account().keyName());
        settings.put("keep", Map.of("scaled_down", Map.of("min", 0)));
        return new PlatformSettings(platform.type(), settings);
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
