package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.*;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rollbacks that people ask for. */
class RollbackTest {

    private static MachineScenario deployed(String... versions) {
        return configured(weight("10%"), manualPause(), weight("100%")).deployed(versions);
    }

    private static MachineScenario shortlyKept(String... versions) {
        return configured(configuration(
                        ConflictPolicy.QUEUE, Duration.ZERO, Duration.ZERO, weight("50%"), weight("100%")))
                .deployed(versions);
    }

    private static MachineScenario canary() {
        return deployed("1.0.0").releases("2.0.0").created().verified().shifted();
    }

    @Test
    void warmRollbackIsOneTrafficChangeAfterAFreshVerification() {
        MachineScenario scenario = deployed("1.0.0", "2.0.0").rollsBack();

        assertThat(scenario.answer().sentence()).startsWith("warm rollback to 1.0.0 as release 3");
        scenario.then(ReleaseAccepted.class, RolloutStarted.class, EnvironmentReused.class)
                .intended(all(2))
                .verified()
                .then(EnvironmentVerified.class, StepStarted.class, TrafficIntended.class)
                .intended(all(1))
                .shifted()
                .then(TrafficShifted.class, FinishStarted.class)
                .confirmed()
                .then(ReleaseCompleted.class, EnvironmentRetired.class)
                .stable(1)
                .lifecycle(2, Lifecycle.Retired.class);
    }

    @Test
    void warmRollbackWaitsForTheCapacityOfItsTarget() {
        deployed("1.0.0", "2.0.0")
                .oneExits(1)
                .rollsBack()
                .verified()
                .phase(3, PhaseName.VERIFYING)
                .intended(all(2))
                .works(Effect.RepairEnvironment.class)
                .verified()
                .intended(all(1));
    }

    @Test
    void targetThatDiesWhileItIsVerifiedIsRepairedAndLeftAloneAfterTheDeadline() {
        deployed("1.0.0", "2.0.0")
                .rollsBack()
                .vanishes(1)
                .then(EnvironmentHealthChanged.class, EnvironmentLost.class, InstancesLost.class)
                .verified()
                .dropped()
                .untilDue()
                .phase(3, PhaseName.ROLLED_BACK)
                .intended(all(2))
                .stable(2);
    }

    @Test
    void coldRollbackMakesAFreshEnvironmentAndTakesAllSteps() {
        MachineScenario scenario = shortlyKept("1.0.0", "2.0.0").rollsBack();

        assertThat(scenario.answer().sentence()).startsWith("cold rollback to 1.0.0 as release 3");
        scenario.then(ReleaseAccepted.class, RolloutStarted.class)
                .created()
                .verified()
                .intended(shares(2, "50%", 3, "50%"))
                .completes()
                .stable(3);
        assertThat(scenario.state().release(3).origin()).isEqualTo(1);
    }

    @Test
    void secondRollbackGoesFurtherBack() {
        deployed("1.0.0", "2.0.0", "3.0.0")
                .rollsBack()
                .completes()
                .stable(2)
                .rollsBack()
                .completes()
                .stable(1)
                .rollsBack()
                .rejected("no-previous-release");
    }

    @Test
    void doesNotGoBackToWhatWasRolledBackFrom() {
        deployed("1.0.0", "2.0.0")
                .rollsBack()
                .completes()
                .releases("3.0.0")
                .completes()
                .rollsBack()
                .completes()
                .stable(1);
    }

    @Test
    void goesToTheWarmEnvironmentOfAColdRollback() {
        configured(configuration(ConflictPolicy.QUEUE, Duration.ZERO, Duration.ofHours(1), weight("100%")))
                .deployed("1.0.0", "2.0.0")
                .drops("1.0.0")
                .rollsBack()
                .completes()
                .stable(3)
                .releases("4.0.0")
                .completes()
                .rollsBack()
                .completes()
                .stable(3);
    }

    @Test
    void namedVersionIsTheNewestWarmReleaseOfIt() {
        deployed("1.0.0", "2.0.0", "3.0.0").rollsBackTo("1.0.0").completes().stable(1);
    }

    @Test
    void rollbackDuringARolloutTakesItsPlaceAndKeepsTheTrafficWhileItVerifies() {
        canary().rollsBack()
                .then(ReleaseAccepted.class, ReleaseSuperseded.class, RolloutStarted.class)
                .phase(2, PhaseName.SUPERSEDED)
                .intended(shares(1, "90%", 2, "10%"))
                .lifecycle(2, Lifecycle.Live.class)
                .verified()
                .intended(all(1))
                .shifted()
                .then(TrafficShifted.class, DrainStarted.class, FinishStarted.class)
                .lifecycle(2, Lifecycle.Draining.class)
                .confirmed()
                .phase(3, PhaseName.COMPLETED)
                .stable(1);
    }

    @Test
    void rollbackDuringARolloutThatCannotVerifyHoldsWithTheTrafficWhereItWas() {
        canary().seenAs(1, UNHEALTHY)
                .rollsBack()
                .verified()
                .untilDue()
                .held()
                .intended(shares(1, "90%", 2, "10%"))
                .lifecycle(2, Lifecycle.Live.class)
                .seenAs(1, HEALTHY)
                .resumes()
                .verified()
                .completes()
                .stable(1);
    }

    @Test
    void pausedRollbackOutOfARolloutDoesNotGoOnToAnUnhealthyTarget() {
        for (MachineScenario scenario : new MachineScenario[] {
            canary().rollsBack().pauses().verified().seenAs(1, UNHEALTHY).resumes(),
            canary().rollsBack().pauses().verified().seenAs(1, UNHEALTHY).promotes()
        }) {
            scenario.rejected("candidate-unhealthy")
                    .intended(shares(1, "90%", 2, "10%"))
                    .seenAs(1, HEALTHY)
                    .resumes()
                    .intended(all(1));
        }
    }

    @Test
    void coldRollbackDuringARolloutWaitsOnlyForTheReturnOfTheTraffic() {
        MachineScenario scenario = shortlyKept("1.0.0", "2.0.0")
                .releases("3.0.0")
                .created()
                .verified()
                .rollsBackTo("1.0.0");

        assertThat(scenario.answer().sentence()).endsWith("it starts when release 3 has returned its traffic");
        scenario.then(ReleaseAccepted.class, ReleaseQueued.class, RollbackStarted.class, TrafficIntended.class)
                .shifted()
                .phase(3, PhaseName.SUPERSEDED)
                .phase(4, PhaseName.CREATING)
                .completes()
                .stable(4);
    }

    @Test
    void rollbackTakesTheQueueAway() {
        canary().releases("3.0.0")
                .phase(3, PhaseName.QUEUED)
                .rollsBack()
                .phase(3, PhaseName.SUPERSEDED)
                .phase(4, PhaseName.VERIFYING);
    }

    @Test
    void rollbackAskedForTwiceIsNotRolledBack() {
        deployed("1.0.0", "2.0.0").rollsBack().rollsBack().rejected("already-in-flight");
        canary().rollsBack().rollsBack().rejected("already-in-flight");
    }

    @Test
    void rollbackCanBeAborted() {
        deployed("1.0.0", "2.0.0")
                .rollsBack()
                .verified()
                .aborts()
                .shifted()
                .phase(3, PhaseName.ABORTED)
                .stable(2)
                .routed(all(2))
                .lifecycle(1, Lifecycle.Retired.class);
    }

    @Test
    void rollbackToAnUnknownVersionIsRefused() {
        deployed("1.0.0").rollsBackTo("9.9.9").rejected("unknown-version");
    }

    @Test
    void rollbackToTheStableVersionIsRefused() {
        deployed("1.0.0").rollsBackTo("1.0.0").rejected("already-stable");
    }

    @Test
    void rollbackOutOfTheFirstReleaseIsRefused() {
        configured(weight("100%")).releases("1.0.0").rollsBack().rejected("nothing-to-return-to");
    }

    @Test
    void rollbackFromAFirstReleaseWithTrafficKeepsTheTrafficAsItsWayBack() {
        configured(configuration(ConflictPolicy.QUEUE, Duration.ofHours(1), Duration.ofHours(1), weight("100%")))
                .deployed("1.0.0")
                .dropsByForce("1.0.0")
                .shifted()
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .phase(2, PhaseName.BAKING)
                .rollsBackTo("1.0.0")
                .phase(2, PhaseName.SUPERSEDED)
                .phase(3, PhaseName.CREATING)
                .stable(2)
                .intended(all(2))
                .aborts()
                .phase(3, PhaseName.ABORTED)
                .intended(all(2));
    }
}
