package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.STARTING;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.rollout.ServiceCommand.*;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release on its way when all goes well. */
class RolloutTest {

    @Test
    void firstReleaseTakesAllTrafficInOneStep() {
        configured(weight("10%"), manualPause(), weight("100%"))
                .releases("1.0.0")
                .then(ReleaseAccepted.class, RolloutStarted.class)
                .created()
                .then(EnvironmentCreated.class)
                .verified()
                .then(
                        EnvironmentHealthChanged.class,
                        EnvironmentVerified.class,
                        StepStarted.class,
                        TrafficIntended.class)
                .intended(all(1))
                .shifted()
                .then(TrafficShifted.class, FinishStarted.class)
                .confirmed()
                .then(ReleaseCompleted.class)
                .stable(1)
                .routed(all(1));
    }

    @Test
    void canaryTakesItsStepsWithTimedAndManualPauses() {
        configured(weight("10%"), pause(Duration.ofSeconds(30)), weight("50%"), manualPause(), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .intended(shares(1, "90%", 2, "10%"))
                .shifted()
                .then(TrafficShifted.class, RolloutPaused.class)
                .timePasses(Duration.ofSeconds(29))
                .then()
                .timePasses(Duration.ofSeconds(1))
                .then(RolloutResumed.class, StepStarted.class, TrafficIntended.class)
                .intended(shares(1, "50%", 2, "50%"))
                .shifted()
                .phase(2, PhaseName.PAUSED)
                .timePasses(Duration.ofHours(5))
                .then()
                .promotes()
                .then(RolloutPromoted.class, RolloutResumed.class, StepStarted.class, TrafficIntended.class)
                .shifted()
                .confirmed()
                .then(ReleaseCompleted.class, EnvironmentRetired.class)
                .stable(2)
                .lifecycle(1, Lifecycle.Retired.class);
    }

    @Test
    void bakesForItsTime() {
        configured(configuration(ConflictPolicy.QUEUE, Duration.ofMinutes(1), Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .shifted()
                .then(TrafficShifted.class, BakeStarted.class)
                .timePasses(Duration.ofMinutes(1))
                .then(FinishStarted.class)
                .confirmed()
                .phase(1, PhaseName.COMPLETED);
    }

    @Test
    void promotionSkipsTheRestOfTheBake() {
        configured(configuration(ConflictPolicy.QUEUE, Duration.ofMinutes(1), Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .shifted()
                .promotes()
                .then(RolloutPromoted.class, FinishStarted.class);
    }

    @Test
    void pausedBakeGoesOnForTheRestOfItsTime() {
        MachineScenario scenario = configured(
                        configuration(ConflictPolicy.QUEUE, Duration.ofMinutes(1), Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .shifted()
                .timePasses(Duration.ofSeconds(20))
                .pauses()
                .then(RolloutPaused.class)
                .timePasses(Duration.ofHours(1))
                .then()
                .resumes()
                .then(RolloutResumed.class, BakeStarted.class);

        assertThat(Machine.deadline(scenario.state())).contains(Owner.START.plus(Duration.ofSeconds(20 + 3600 + 40)));
    }

    @Test
    void waitsUntilAllInstancesAreHealthy() {
        configured(weight("100%"))
                .newInstancesAre(STARTING)
                .releases("1.0.0")
                .created()
                .verified()
                .then(EnvironmentHealthChanged.class)
                .verified()
                .dropped()
                .phase(1, PhaseName.VERIFYING);
    }

    @Test
    void fullPromotionSkipsTheRemainingSteps() {
        configured(weight("10%"), manualPause(), weight("50%"), manualPause(), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .promotesInFull()
                .then(RolloutPromoted.class, RolloutResumed.class, StepStarted.class, TrafficIntended.class)
                .intended(all(2));
    }

    @Test
    void fullPromotionBeforeTheVerificationDoesNotSkipIt() {
        configured(weight("10%"), manualPause(), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .promotesInFull()
                .then(RolloutPromoted.class)
                .created()
                .intended(all(1))
                .verified()
                .intended(all(2));
    }

    @Test
    void fullPromotionWithdrawsARequestedPause() {
        configured(weight("10%"), manualPause(), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .pauses()
                .promotesInFull()
                .created()
                .verified()
                .intended(all(2))
                .phase(2, PhaseName.SHIFTING);
    }

    @Test
    void fullPromotionOfAPauseAfterTheLastStepGoesOn() {
        configured(weight("50%"), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .pauses()
                .shifted()
                .then(TrafficShifted.class, RolloutPaused.class)
                .promotesInFull()
                .then(RolloutPromoted.class, RolloutResumed.class, FinishStarted.class);
    }

    @Test
    void requestedPauseTakesEffectWhenTheWorkIsOver() {
        configured(weight("10%"), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .pauses()
                .then(PauseRequested.class)
                .created()
                .verified()
                .then(EnvironmentHealthChanged.class, EnvironmentVerified.class, RolloutPaused.class)
                .intended(all(1))
                .resumes()
                .then(RolloutResumed.class, StepStarted.class, TrafficIntended.class);
    }

    @Test
    void pauseIsRequestedInEachWorkingPhase() {
        for (PhaseName phase : List.of(PhaseName.CREATING, PhaseName.VERIFYING, PhaseName.SHIFTING)) {
            MachineScenario scenario =
                    configured(weight("10%"), weight("100%")).deployed("1.0.0").releases("2.0.0");
            if (phase != PhaseName.CREATING) {
                scenario.created();
            }
            if (phase == PhaseName.SHIFTING) {
                scenario.verified();
            }
            scenario.phase(2, phase)
                    .pauses()
                    .then(PauseRequested.class)
                    .pauses()
                    .rejected("already-paused")
                    .resumes()
                    .then(RolloutResumed.class)
                    .phase(2, phase);
        }
    }

    @Test
    void requestedPauseReplacesATimedOne() {
        configured(weight("10%"), pause(Duration.ofSeconds(30)), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .pauses()
                .then(RolloutPaused.class)
                .timePasses(Duration.ofHours(1))
                .then()
                .resumes()
                .intended(all(2));
    }

    @Test
    void configurationThatSaysTheSameIsNoNewRevision() {
        MachineScenario scenario = configured(weight("100%"))
                .when(new PutConfiguration(configuration(weight("100%"))))
                .then();

        assertThat(scenario.answer().revision()).isEqualTo(1);
    }

    @Test
    void revisionNumbersGoOnAfterADeletion() {
        MachineScenario scenario = configured(weight("100%"))
                .when(new DeleteConfiguration())
                .then(ConfigurationDeleted.class)
                .releases("1.0.0")
                .rejected("no-configuration")
                .when(new PutConfiguration(configuration(weight("100%"))))
                .then(ConfigurationChanged.class);

        assertThat(scenario.answer().revision()).isEqualTo(2);
    }

    @Test
    void lateAndDoubleReportsAreDropped() {
        configured(weight("100%"))
                .releases("1.0.0")
                .created()
                .then(EnvironmentCreated.class)
                .reportComesAgain(0)
                .dropped()
                .completes()
                .reportComesAgain(0)
                .dropped()
                .reportComesAgain(2)
                .dropped();
    }

    @Test
    void observationOlderThanWhatIsKnownIsDropped() {
        MachineScenario scenario = configured(weight("100%")).deployed("1.0.0").releases("2.0.0");
        var watch = scenario.owed(Effect.WatchTraffic.class);
        var old = new World().observe(Owner.START.minusSeconds(1));

        scenario.when(new TrafficSeen(watch.id(), old)).dropped();
    }
}
