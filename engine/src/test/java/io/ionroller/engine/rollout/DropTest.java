package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.rollout.ServiceCommand.DeleteConfiguration;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Environments that are removed: by request, or when their time is over; always with a proof. */
class DropTest {

    private static MachineScenario deployed(String... versions) {
        return configured(configuration(
                        ConflictPolicy.QUEUE,
                        Duration.ZERO,
                        Duration.ofHours(1),
                        weight("10%"),
                        manualPause(),
                        weight("100%")))
                .deployed(versions);
    }

    private static MachineScenario canary() {
        return deployed("1.0.0").releases("2.0.0").created().verified().shifted();
    }

    @Test
    void retiredEnvironmentIsDrainedProvedAndRemovedWhenItsTimeIsOver() {
        deployed("1.0.0", "2.0.0")
                .timePasses(Duration.ofMinutes(59))
                .then()
                .timePasses(Duration.ofMinutes(1))
                .then(DrainStarted.class)
                .notOwed(Effect.RemoveEnvironment.class, 1)
                .works(Effect.ProveDrained.class)
                .then(DrainProven.class)
                .works(Effect.RemoveEnvironment.class)
                .then(EnvironmentRemoved.class)
                .notOwed(Effect.WatchEnvironment.class, 1);
    }

    @Test
    void proofThatIsTooOldIsMadeAgain() {
        deployed("1.0.0", "2.0.0")
                .untilDue()
                .works(Effect.ProveDrained.class)
                .timePasses(DrainProof.VALIDITY)
                .works(Effect.RemoveEnvironment.class)
                .then(DrainProofExpired.class)
                .works(Effect.ProveDrained.class)
                .then(DrainProven.class)
                .works(Effect.RemoveEnvironment.class)
                .then(EnvironmentRemoved.class);
    }

    @Test
    void strangeTrafficTakesTheProofAway() {
        deployed("1.0.0", "2.0.0")
                .untilDue()
                .works(Effect.ProveDrained.class)
                .somebodyElseRoutes(shares(1, "50%", 2, "50%"))
                .routerIsWatched()
                .then(TrafficDriftFound.class, DrainProofExpired.class)
                .notOwed(Effect.RemoveEnvironment.class, 1)
                .notOwed(Effect.ProveDrained.class, 1);
    }

    @Test
    void retiredEnvironmentWithStrangeTrafficStaysAndIsNotDueEndlessly() {
        deployed("1.0.0", "2.0.0")
                .somebodyElseRoutes(shares(1, "50%", 2, "50%"))
                .routerIsWatched()
                .timePasses(Duration.ofHours(2))
                .then()
                .lifecycle(1, Lifecycle.Retired.class)
                .somebodyElseRoutes(all(2))
                .routerIsWatched()
                .then(TrafficShifted.class, DrainStarted.class);
    }

    @Test
    void unusedVersionIsDropped() {
        deployed("1.0.0", "2.0.0").drops("1.0.0").then(DropAccepted.class, DrainStarted.class);
    }

    @Test
    void versionInUseIsNotDroppedWithoutForce() {
        deployed("1.0.0").drops("1.0.0").rejected("environment-in-use");
        canary().drops("2.0.0").rejected("environment-in-use");
    }

    @Test
    void stableVersionIsDroppedByForceAndEverythingCanBeDeleted() {
        deployed("1.0.0")
                .when(new DeleteConfiguration())
                .rejected("in-use")
                .dropsByForce("1.0.0")
                .then(DropAccepted.class, TrafficIntended.class, DrainStarted.class)
                .intended(Map.of())
                .notOwed(Effect.ProveDrained.class, 1)
                .shifted()
                .timePasses(World.DRAIN_DELAY)
                .works(Effect.ProveDrained.class)
                .works(Effect.RemoveEnvironment.class)
                .when(new DeleteConfiguration())
                .then(ConfigurationDeleted.class);
    }

    @Test
    void releaseAfterAForcedDropIsAFirstOne() {
        deployed("1.0.0")
                .dropsByForce("1.0.0")
                .releases("2.0.0")
                .shifted()
                .then(TrafficShifted.class)
                .phase(2, PhaseName.CREATING)
                .completes()
                .stable(2)
                .routed(all(2));
    }

    @Test
    void environmentOfAnEndedReleaseIsTakenAwayWhileEarlierTrafficIsStillOnItsWay() {
        deployed("1.0.0")
                .dropsByForce("1.0.0")
                .releases("2.0.0")
                .aborts()
                .then(ReleaseAborted.class, DrainStarted.class)
                .drops("2.0.0")
                .rejected("nothing-to-drop")
                .notOwed(Effect.ProveDrained.class, 2)
                .shifted()
                .works(Effect.ProveDrained.class, 2)
                .then(DrainProven.class);
    }

    @Test
    void candidateIsDroppedByForceThroughAnAbort() {
        canary().dropsByForce("2.0.0")
                .then(DropAccepted.class, RollbackStarted.class, TrafficIntended.class)
                .shifted()
                .then(TrafficShifted.class, ReleaseAborted.class, DrainStarted.class)
                .stable(1);
    }

    @Test
    void firstReleaseWithTrafficIsDroppedByForce() {
        configured(configuration(ConflictPolicy.QUEUE, Duration.ofHours(1), Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .shifted()
                .dropsByForce("1.0.0")
                .then(DropAccepted.class, TrafficIntended.class, ReleaseAborted.class, DrainStarted.class)
                .notOwed(Effect.ProveDrained.class, 1)
                .shifted()
                .then(TrafficShifted.class)
                .routed(Map.of());
    }

    @Test
    void whatARolloutNeedsIsNotDroppedByForce() {
        canary().dropsByForce("1.0.0").rejected("environment-in-use");
        canary().rollsBack().dropsByForce("1.0.0").rejected("environment-in-use");
        canary().rollsBack().dropsByForce("2.0.0").rejected("environment-in-use");
        deployed("1.0.0", "2.0.0").rollsBack().dropsByForce("1.0.0").rejected("environment-in-use");
    }

    @Test
    void queuedVersionIsTakenOutOfTheQueue() {
        canary().releases("3.0.0")
                .drops("3.0.0")
                .then(DropAccepted.class, ReleaseAborted.class)
                .phase(3, PhaseName.ABORTED);
    }

    @Test
    void dropOfStrangeTrafficSetsItRight() {
        deployed("1.0.0", "2.0.0")
                .somebodyElseRoutes(all(1))
                .routerIsWatched()
                .dropsByForce("1.0.0")
                .then(DropAccepted.class, TrafficIntended.class, DrainStarted.class)
                .shifted()
                .routed(all(2));
    }
}
