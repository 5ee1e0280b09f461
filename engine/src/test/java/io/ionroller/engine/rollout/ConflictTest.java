package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.UNHEALTHY;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A release while another is in flight. */
class ConflictTest {

    private static MachineScenario canary(ConflictPolicy policy) {
        return configured(configuration(
                        policy, Duration.ZERO, Duration.ofHours(1), weight("10%"), manualPause(), weight("100%")))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted();
    }

    @Test
    void queuesAndStartsWhenTheOtherHasCompleted() {
        canary(ConflictPolicy.QUEUE)
                .releases("3.0.0")
                .then(ReleaseAccepted.class, ReleaseQueued.class)
                .promotes()
                .shifted()
                .confirmed()
                .then(ReleaseCompleted.class, EnvironmentRetired.class, RolloutStarted.class)
                .phase(3, PhaseName.CREATING)
                .completes()
                .stable(3);
    }

    @Test
    void newerRequestTakesTheOneSlot() {
        canary(ConflictPolicy.QUEUE)
                .releases("3.0.0")
                .releases("4.0.0")
                .then(ReleaseAccepted.class, ReleaseSuperseded.class, ReleaseQueued.class)
                .phase(3, PhaseName.SUPERSEDED)
                .phase(4, PhaseName.QUEUED);
    }

    @Test
    void replaceReturnsTheTrafficAndStartsFromStable() {
        MachineScenario scenario = canary(ConflictPolicy.REPLACE)
                .releases("3.0.0")
                .then(ReleaseAccepted.class, ReleaseQueued.class, RollbackStarted.class, TrafficIntended.class);

        assertThat(scenario.answer().sentence()).endsWith("it starts when release 2 has returned its traffic");
        scenario.shifted()
                .then(TrafficShifted.class, ReleaseSuperseded.class, DrainStarted.class, RolloutStarted.class)
                .intended(all(1))
                .completes()
                .stable(3);
    }

    @Test
    void replaceOfAFirstReleaseWithoutTrafficStartsAtOnce() {
        MachineScenario scenario = configured(
                        configuration(ConflictPolicy.REPLACE, Duration.ZERO, Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .releases("2.0.0");

        assertThat(scenario.answer().sentence()).isEqualTo("release 2 of 2.0.0 was accepted and starts at once");
        scenario.phase(1, PhaseName.SUPERSEDED)
                .phase(2, PhaseName.CREATING)
                .completes()
                .stable(2);
    }

    @Test
    void replaceOfAFirstReleaseWithTrafficWaitsForItsEnd() {
        configured(configuration(ConflictPolicy.REPLACE, Duration.ZERO, Duration.ofHours(1), weight("100%")))
                .releases("1.0.0")
                .created()
                .verified()
                .releases("2.0.0")
                .phase(1, PhaseName.SHIFTING)
                .phase(2, PhaseName.QUEUED)
                .shifted()
                .confirmed()
                .phase(1, PhaseName.COMPLETED)
                .phase(2, PhaseName.CREATING);
    }

    @Test
    void replaceWithoutAHealthyBaseSaysThatItWaits() {
        MachineScenario scenario = canary(ConflictPolicy.REPLACE)
                .seenAs(1, UNHEALTHY)
                .releases("3.0.0")
                .held();

        assertThat(scenario.answer().sentence()).contains("which is held", "no healthy instance");
        scenario.phase(3, PhaseName.QUEUED).intended(shares(1, "90%", 2, "10%"));
    }

    @Test
    void rejects() {
        canary(ConflictPolicy.REJECT)
                .releases("3.0.0")
                .rejected("rollout-in-flight")
                .then();
    }

    @Test
    void dropOfWhatReplacesEndsAsAborted() {
        canary(ConflictPolicy.REPLACE)
                .releases("3.0.0")
                .drops("3.0.0")
                .then(DropAccepted.class, ReleaseAborted.class)
                .shifted()
                .phase(2, PhaseName.ABORTED)
                .routed(all(1));
    }

    @Test
    void duplicatesAreRefused() {
        canary(ConflictPolicy.QUEUE)
                .releases("2.0.0")
                .rejected("already-in-flight")
                .releases("3.0.0")
                .releases("3.0.0")
                .rejected("already-queued")
                .aborts()
                .releases("1.0.0")
                .rejected("already-stable");
    }
}
