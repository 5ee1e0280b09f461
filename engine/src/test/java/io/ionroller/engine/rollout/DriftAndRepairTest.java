package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody asked for: somebody else changes the router, instances die. */
class DriftAndRepairTest {

    private static MachineScenario deployed(String... versions) {
        return configured(weight("10%"), manualPause(), weight("100%")).deployed(versions);
    }

    private static MachineScenario canary() {
        return deployed("1.0.0").releases("2.0.0").created().verified().shifted();
    }

    @Test
    void driftIsStoredOnceAndLeftAloneWithoutARollout() {
        MachineScenario scenario = deployed("1.0.0")
                .somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .then(TrafficDriftFound.class)
                .routerIsWatched()
                .dropped();

        assertThat(scenario.sentence()).contains("found as nobody intended: nothing instead of hello-1 100%");
        scenario.routed(Map.of()).somebodyElseRoutes(all(1)).routerIsWatched().then(TrafficShifted.class);
    }

    @Test
    void driftHoldsARolloutAndResumeSetsItRightWithoutEndingThePause() {
        canary().somebodyElseRoutes(all(1))
                .routerIsWatched()
                .then(TrafficDriftFound.class, RolloutPaused.class)
                .held()
                .promotes()
                .rejected("held")
                .resumes()
                .then(RolloutResumed.class, TrafficIntended.class)
                .phase(2, PhaseName.PAUSED)
                .shifted()
                .routed(shares(1, "90%", 2, "10%"))
                .promotes()
                .intended(all(2));
    }

    @Test
    void driftThatAShiftFindsHoldsAndResumeOverwritesIt() {
        canary().somebodyElseRoutes(shares(1, "1%", 2, "99%"))
                .promotes()
                .shifted()
                .then(TrafficDriftFound.class, RolloutPaused.class)
                .routed(shares(1, "1%", 2, "99%"))
                .resumes()
                .shifted()
                .routed(all(2))
                .confirmed()
                .phase(2, PhaseName.COMPLETED);
    }

    @Test
    void rollbackGoesOnThroughDrift() {
        deployed("1.0.0", "2.0.0")
                .rollsBack()
                .verified()
                .somebodyElseRoutes(shares(1, "50%", 2, "50%"))
                .shifted()
                .then(TrafficDriftFound.class)
                .phase(3, PhaseName.SHIFTING)
                .shifted()
                .routed(all(1))
                .somebodyElseRoutes(all(2))
                .confirmed()
                .then(TrafficDriftFound.class, TrafficIntended.class)
                .shifted()
                .confirmed()
                .phase(3, PhaseName.COMPLETED)
                .routed(all(1));
    }

    @Test
    void nextReleaseSetsStandingDriftRight() {
        deployed("1.0.0")
                .somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .releases("2.0.0")
                .routerIsWatched()
                .dropped()
                .created()
                .verified()
                .shifted()
                .routed(shares(1, "90%", 2, "10%"));
    }

    @Test
    void valueIntendedSinceTheLastReadingIsNoDrift() {
        MachineScenario scenario = canary().promotes().aborts();
        var spec = ((Effect.ShiftTraffic) scenario.owed(Effect.ShiftTraffic.class)).spec();

        assertThat(spec.expected()).contains(all(2), shares(1, "90%", 2, "10%"));
        scenario.somebodyElseRoutes(all(2))
                .shifted()
                .then(TrafficShifted.class, ReleaseAborted.class, DrainStarted.class);
    }

    @Test
    void lostInstancesAreBroughtBackAtFirstAtOnceThenLaterAndLater() {
        MachineScenario scenario = deployed("1.0.0").oneExits(1);

        assertThat(scenario.event(InstancesLost.class).notBefore()).isEqualTo(Owner.START);
        assertThat(scenario.event(InstancesLost.class).instances()).containsExactly("1");
        scenario.newInstancesAre(io.ionroller.engine.platform.InstanceObservation.State.STARTING)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, InstancesReplaced.class)
                .oneExits(1);
        assertThat(scenario.event(InstancesLost.class).repair()).isEqualTo(2);
        assertThat(scenario.event(InstancesLost.class).notBefore()).isEqualTo(Owner.START.plusSeconds(1));
        scenario.timePasses(Duration.ofSeconds(1))
                .works(Effect.RepairEnvironment.class)
                .oneExits(1);
        assertThat(scenario.event(InstancesLost.class).notBefore()).isEqualTo(Owner.START.plusSeconds(1 + 2));
    }

    @Test
    void repairAfterGoodHealthBeginsAtOnceUnderANewNumber() {
        MachineScenario scenario = deployed("1.0.0")
                .oneExits(1)
                .works(Effect.RepairEnvironment.class)
                .oneExits(1);

        assertThat(scenario.event(InstancesLost.class).repair()).isEqualTo(2);
        assertThat(scenario.event(InstancesLost.class).notBefore()).isEqualTo(Owner.START);
    }
}
