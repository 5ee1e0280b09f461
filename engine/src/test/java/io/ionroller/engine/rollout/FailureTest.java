package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.*;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bad releases go back by themselves, trouble with the machinery holds, and people may abort. */
class FailureTest {

    private static MachineScenario second() {
        return configured(configuration(
                        ConflictPolicy.QUEUE,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        weight("10%"),
                        manualPause(),
                        weight("100%")))
                .deployed("1.0.0")
                .releases("2.0.0");
    }

    private static MachineScenario canary() {
        return second().created().verified().shifted().phase(2, PhaseName.PAUSED);
    }

    private static MachineScenario baking() {
        return canary().promotes().shifted().phase(2, PhaseName.BAKING);
    }

    @Test
    void instanceThatExitsAtOnceRollsBack() {
        second().newInstancesAre(EXITED)
                .created()
                .then(RollbackStarted.class, ReleaseRolledBack.class, DrainStarted.class)
                .phase(2, PhaseName.ROLLED_BACK)
                .intended(all(1))
                .stable(1);
    }

    @Test
    void creationThatTakesTooLongRollsBack() {
        second().untilDue().then(RollbackStarted.class, ReleaseRolledBack.class, DrainStarted.class);
    }

    @Test
    void environmentThatDoesNotBecomeHealthyRollsBack() {
        MachineScenario scenario =
                second().newInstancesAre(UNHEALTHY).created().verified().untilDue();

        scenario.phase(2, PhaseName.ROLLED_BACK).intended(all(1));
        assertThat(scenario.state().release(2).reason()).contains("0 of 2 healthy", "instances 1, 2 are unhealthy");
    }

    @Test
    void releaseThatFailsItsVerificationGivesTheNewestReason() {
        MachineScenario scenario = second().newInstancesAre(STARTING)
                .created()
                .verified()
                .timePasses(Duration.ofSeconds(2))
                .become(2, UNHEALTHY)
                .verified()
                .then(EnvironmentHealthChanged.class)
                .untilDue();

        assertThat(scenario.state().release(2).reason()).contains("instances 1, 2 are unhealthy");
    }

    @Test
    void shiftThatIsNotReadBackInTimeRollsBack() {
        second().created()
                .verified()
                .untilDue()
                .then(RollbackStarted.class, TrafficIntended.class)
                .phase(2, PhaseName.ROLLING_BACK)
                .shifted()
                .then(TrafficShifted.class, ReleaseRolledBack.class, DrainStarted.class)
                .routed(all(1));
    }

    @Test
    void unhealthyCandidateRollsBackInEachPhaseWithTraffic() {
        for (MachineScenario scenario :
                new MachineScenario[] {second().created().verified(), canary(), baking()}) {
            scenario.seenAs(2, UNHEALTHY)
                    .then(EnvironmentHealthChanged.class, RollbackStarted.class, TrafficIntended.class)
                    .shifted()
                    .phase(2, PhaseName.ROLLED_BACK)
                    .routed(all(1))
                    .stable(1);
        }
    }

    @Test
    void candidateThatLosesAnInstanceIsNotRepairedButRolledBack() {
        canary().oneExits(2).then(EnvironmentHealthChanged.class, RollbackStarted.class, TrafficIntended.class);
    }

    @Test
    void holdsWhereTheBaseIsNoBetterAndGoesBackWhenItIs() {
        canary().seenAs(1, UNHEALTHY)
                .seenAs(2, UNHEALTHY)
                .then(EnvironmentHealthChanged.class, RolloutPaused.class)
                .held()
                .intended(shares(1, "90%", 2, "10%"))
                .seenAs(1, HEALTHY)
                .then(EnvironmentHealthChanged.class, RollbackStarted.class, TrafficIntended.class)
                .shifted()
                .phase(2, PhaseName.ROLLED_BACK);
    }

    @Test
    void heldCandidateIsRepairedAndCanGoOn() {
        canary().seenAs(1, UNHEALTHY)
                .oneExits(2)
                .then(EnvironmentHealthChanged.class, RolloutPaused.class, InstancesLost.class)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, InstancesReplaced.class)
                .resumes()
                .then(RolloutResumed.class)
                .phase(2, PhaseName.PAUSED)
                .promotes()
                .intended(all(2));
    }

    @Test
    void firstReleaseThatFailsBeforeItHasTrafficIsTakenAway() {
        configured(weight("100%"))
                .releases("1.0.0")
                .newInstancesAre(EXITED)
                .created()
                .then(ReleaseFailed.class, DrainStarted.class)
                .intended(Map.of());
    }

    @Test
    void firstReleaseThatFailsWithTrafficKeepsItAndIsRepaired() {
        MachineScenario scenario = configured(
                        configuration(ConflictPolicy.QUEUE, Duration.ofMinutes(1), Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .shifted()
                .oneExits(1)
                .then(EnvironmentHealthChanged.class, ReleaseFailed.class, InstancesLost.class)
                .stable(1)
                .intended(all(1));

        assertThat(scenario.state().stableRelease())
                .hasValueSatisfying(release -> assertThat(release.number()).isEqualTo(1));
    }

    @Test
    void terminalFailureOfTheCreationRollsBack() {
        second().fails(Effect.CreateEnvironment.class, Kind.TERMINAL, 1)
                .then(EffectFailing.class, RollbackStarted.class, ReleaseRolledBack.class, DrainStarted.class);
    }

    @Test
    void retriesThatAreUsedUpHoldAndResumeTriesAgain() {
        second().fails(Effect.CreateEnvironment.class, Kind.RETRYABLE, 5)
                .then(EffectFailing.class, RolloutPaused.class)
                .held()
                .notOwed(Effect.CreateEnvironment.class, 2)
                .timePasses(Duration.ofHours(2))
                .then()
                .resumes()
                .then(RolloutResumed.class)
                .phase(2, PhaseName.CREATING)
                .created()
                .then(EnvironmentCreated.class);
    }

    @Test
    void sameFailureAfterAResumeHoldsAgain() {
        second().fails(Effect.CreateEnvironment.class, Kind.THROTTLED, 5)
                .resumes()
                .fails(Effect.CreateEnvironment.class, Kind.THROTTLED, 5)
                .then(EffectFailing.class, RolloutPaused.class)
                .held();
    }

    @Test
    void routerThatCannotBeReadAtTheEndHoldsAndRollsNothingBack() {
        baking().untilDue()
                .fails(Effect.ConfirmTraffic.class, Kind.TERMINAL, 1)
                .held()
                .intended(all(2))
                .resumes()
                .confirmed()
                .phase(2, PhaseName.COMPLETED);
    }

    @Test
    void endStateThatIsNotReadInTimeHolds() {
        baking().untilDue()
                .untilDue()
                .then(RolloutPaused.class)
                .held()
                .resumes()
                .confirmed()
                .phase(2, PhaseName.COMPLETED);
    }

    @Test
    void troubleWithAnotherEffectIsStoredOnce() {
        canary().fails(Effect.WatchTraffic.class, Kind.RETRYABLE, 5)
                .then(EffectFailing.class)
                .fails(Effect.WatchTraffic.class, Kind.RETRYABLE, 5)
                .dropped()
                .fails(Effect.WatchTraffic.class, Kind.RETRYABLE, 10)
                .then(EffectFailing.class)
                .phase(2, PhaseName.PAUSED);
    }

    @Test
    void abortBeforeAnyTrafficEndsAtOnce() {
        second().aborts().then(RollbackStarted.class, ReleaseAborted.class, DrainStarted.class);
        second().created().aborts().then(RollbackStarted.class, ReleaseAborted.class, DrainStarted.class);
    }

    @Test
    void abortWithTrafficReturnsIt() {
        for (MachineScenario scenario :
                new MachineScenario[] {second().created().verified(), canary(), baking()}) {
            scenario.aborts()
                    .then(RollbackStarted.class, TrafficIntended.class)
                    .intended(all(1))
                    .shifted()
                    .then(TrafficShifted.class, ReleaseAborted.class, DrainStarted.class)
                    .phase(2, PhaseName.ABORTED)
                    .stable(1);
        }
    }

    @Test
    void abortWhileFinishingReturnsTheTraffic() {
        baking().untilDue()
                .phase(2, PhaseName.FINISHING)
                .aborts()
                .shifted()
                .phase(2, PhaseName.ABORTED)
                .routed(all(1));
    }

    @Test
    void abortOfAHeldRolloutReturnsTheTraffic() {
        canary().somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .held()
                .aborts()
                .shifted()
                .phase(2, PhaseName.ABORTED)
                .routed(all(1));
    }

    @Test
    void abortOfAFirstReleaseWithoutTrafficTakesItAway() {
        configured(weight("100%")).releases("1.0.0").aborts().then(ReleaseAborted.class, DrainStarted.class);
    }

    @Test
    void resumeWhileRollingBackIsRefused() {
        second().pauses()
                .created()
                .verified()
                .resumes()
                .pauses()
                .aborts()
                .resumes()
                .rejected("already-rolling-back");
    }
}
