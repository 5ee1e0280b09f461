package io.ionroller.engine.json;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.SaltedHash;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of every type, as the golden files have them. */
final class EventSamples {

    private static final ServiceName HELLO = new ServiceName("hello");
    private static final EnvironmentId OLD = new EnvironmentId(HELLO, 6);
    private static final EnvironmentId NEW = new EnvironmentId(HELLO, 7);
    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant LATER = AT.plusSeconds(300);

    private EventSamples() {}

    static List<RecordedEvent> all() {
        return List.of(
                        configuration(),
                        new ServiceEvent.ConfigurationDeleted(),
                        new ServiceEvent.ReleaseAccepted(7, new Version("2.0.0"), 3, ReleaseKind.COLD_ROLLBACK, NEW, 5),
                        new ServiceEvent.ReleaseQueued(7, 6),
                        new ServiceEvent.DropAccepted(new Version("1.0.0"), true, List.of(OLD)),
                        new ServiceEvent.RolloutStarted(7, steps(), OLD, LATER),
                        new ServiceEvent.EnvironmentCreated(
                                7,
                                NEW,
                                2,
                                LATER,
                                Map.of("image", "shop/cart@sha256:" + "0a".repeat(32), "ami", "ami-0a1b2c3d")),
                        new ServiceEvent.EnvironmentVerified(7, NEW, 2, 2, List.of("i-1", "i-2")),
                        new ServiceEvent.StepStarted(7, 0, new Weight(1), LATER),
                        new ServiceEvent.RolloutPaused(7, 1, PauseReason.TIMED, LATER, "waits 30s"),
                        new ServiceEvent.PauseRequested(7),
                        new ServiceEvent.RolloutResumed(7, ServiceEvent.Resumption.PROMOTE, LATER),
                        new ServiceEvent.RolloutPromoted(7, true),
                        new ServiceEvent.BakeStarted(7, LATER),
                        new ServiceEvent.FinishStarted(7, LATER),
                        new ServiceEvent.ReleaseCompleted(7, NEW),
                        new ServiceEvent.RollbackStarted(7, PhaseName.ROLLED_BACK, OLD, "it was not healthy in time"),
                        new ServiceEvent.ReleaseRolledBack(7, "it was not healthy in time"),
                        new ServiceEvent.ReleaseFailed(7, "nothing to go back to"),
                        new ServiceEvent.ReleaseAborted(7, "asked for"),
                        new ServiceEvent.ReleaseSuperseded(7, 8, "release 8 took its place"),
                        new ServiceEvent.TrafficIntended(7, 4, weights()),
                        new ServiceEvent.TrafficShifted(7, 4, weights(), LATER),
                        new ServiceEvent.TrafficProgressed(
                                7, 4, weights(), "1 of 3 instances of 2.0.0 in", AT, LATER, LATER),
                        new ServiceEvent.TrafficDriftFound(7, weights(), Map.of(OLD, Weight.FULL), LATER),
                        new ServiceEvent.EnvironmentHealthChanged(NEW, 1, 2, 2, "1 of 2 answers 503", LATER),
                        new ServiceEvent.InstancesLost(NEW, List.of("hello-7-0"), 1, LATER, "exit code 137"),
                        new ServiceEvent.InstancesReplaced(NEW, 1, 2),
                        new UpkeepEvent.EnvironmentLost(OLD, "nothing of hello-6 is there", LATER),
                        new UpkeepEvent.EnvironmentRecovered(OLD, 1, 2, LATER),
                        new UpkeepEvent.InstancesChanged(OLD, List.of("i-1"), List.of("i-3"), LATER),
                        new UpkeepEvent.EnvironmentDriftFound(
                                OLD, EnvironmentPart.CAPACITY, "1 to 4, 2 wanted", "0 to 0, 0 wanted", true, LATER),
                        new UpkeepEvent.EnvironmentDriftEnded(OLD, EnvironmentPart.CAPACITY, LATER),
                        new UpkeepEvent.RestorationStarted(OLD, 1, List.of(EnvironmentPart.CAPACITY)),
                        new UpkeepEvent.ScalingStarted(OLD, 1, 1, 3),
                        new UpkeepEvent.ScalingCompleted(OLD, 1, 1, 3),
                        new ServiceEvent.EnvironmentRetired(OLD, LATER),
                        new ServiceEvent.EnvironmentReused(OLD, 8),
                        new ServiceEvent.DrainStarted(OLD, "unused for 60m"),
                        new ServiceEvent.DrainProven(OLD, DrainProof.restore(OLD, LATER, AT, Duration.ofSeconds(5))),
                        new ServiceEvent.DrainProofExpired(OLD),
                        new ServiceEvent.EnvironmentRemoved(OLD),
                        new ServiceEvent.EffectFailing("hello/7/create", "throttled", "too many requests", 3),
                        new ServiceEvent.RequestAnswered("abort", "no-rollout"),
                        new AccessEvent.TokenCreated(
                                "Zk3", "ci", deployer("shop-*"), LATER, new SaltedHash("00ff", "c0ffee")),
                        new AccessEvent.TokenRevoked("Zk3", "ci"),
                        new AccessEvent.TokenUsed("Zk3", "ci"),
                        new AccessEvent.RoleBound(new Binding(new Subject("group:shop"), deployer("shop-*"))),
                        new AccessEvent.RoleUnbound(new Binding(new Subject("oidc:ann@example.org"), deployer("*"))),
                        new AccessEvent.AccessDenied(
                                Permission.PROMOTE, "shop-cart", "POST", "/services/shop-cart/rollout/promote", 2))
                .stream()
                .map(EventSamples::recorded)
                .toList();
    }

    private static Grant deployer(String services) {
        return new Grant(Role.DEPLOYER, new ServicePattern(services));
    }

    private static RecordedEvent recorded(ServiceEvent event) {
        EventMetadata.IdempotentAnswer answer = event instanceof ServiceEvent.ReleaseAccepted
                ? new EventMetadata.IdempotentAnswer("key-1", "3f2a", 7L, null, "release 7 was accepted", null)
                : null;
        ServiceName service = event instanceof AccessEvent ? ServiceName.ACCESS : HELLO;
        return new RecordedEvent(service, new EventMetadata(AT, "ann", "start-release", "0192-command", answer), event);
    }

    private static ServiceEvent configuration() {
        ServiceConfiguration configuration = new ServiceConfiguration(
                new PlatformSettings(
                        "local",
                        Map.of("command", List.of("python3", "app.py", "{port}"), "instances", 2, "ratio", 0.5)),
                HealthCheck.standard(),
                new Strategy(steps()),
                Deadlines.standard(),
                Duration.ofMinutes(1),
                ServiceConfiguration.STANDARD_KEEP_UNUSED_FOR,
                ConflictPolicy.REPLACE,
                DriftPolicy.RESTORE,
                LossPolicy.HOLD);
        return new ServiceEvent.ConfigurationChanged(3, configuration);
    }

    private static List<Step> steps() {
        return List.of(
                new Step.SetWeight(new Weight(1)),
                new Step.TimedPause(Duration.ofSeconds(30)),
                new Step.SetWeight(new Weight(5_050)),
                new Step.ManualPause(),
                new Step.SetWeight(Weight.FULL));
    }

    private static Map<EnvironmentId, Weight> weights() {
        return Map.of(OLD, new Weight(9_999), NEW, new Weight(1));
    }
}
