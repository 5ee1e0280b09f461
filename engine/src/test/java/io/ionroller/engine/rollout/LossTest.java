package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.STARTING;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.rollout.ServiceCommand.PutConfiguration;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Environments that are lost as a whole. */
class LossTest {

    private static final ServiceConfiguration RECREATING = configuration(weight("10%"), manualPause(), weight("100%"));
    private static final ServiceConfiguration HOLDING = RECREATING.with(DriftPolicy.HOLD, LossPolicy.HOLD);

    private static MachineScenario deployed(String... versions) {
        return configured(RECREATING).deployed(versions);
    }

    @Test
    void currentEnvironmentIsMadeAgainAndKeepsItsTraffic() {
        MachineScenario scenario = deployed("1.0.0")
                .vanishes(1)
                .then(EnvironmentHealthChanged.class, EnvironmentLost.class, InstancesLost.class)
                .intended(all(1));

        assertThat(scenario.event(EnvironmentLost.class).reason()).isEqualTo("nothing of hello-1 is there");
        assertThat(scenario.sentence())
                .isEqualTo("1.0.0 has all traffic, but hello-1 is lost (nothing of hello-1 is there) and is being made"
                        + " again: 0 of 2 healthy, nothing of hello-1 is there");
        scenario.works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, EnvironmentRecovered.class, InstancesReplaced.class)
                .routed(all(1));
        assertThat(scenario.sentence()).isEqualTo("1.0.0 has all traffic");
    }

    @Test
    void isOnlyThereAgainWhenSomethingIsHealthy() {
        MachineScenario scenario = deployed("1.0.0")
                .vanishes(1)
                .newInstancesAre(STARTING)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, InstancesReplaced.class);

        assertThat(scenario.sentence()).contains("is being made again: 0 of 2 healthy, instances 1, 2 are starting");
        scenario.seenAs(1, State.HEALTHY).then(EnvironmentHealthChanged.class, EnvironmentRecovered.class);
    }

    @Test
    void environmentInUseWithoutAnyInstanceIsLost() {
        deployed("1.0.0")
                .seenAs(1, State.EXITED)
                .then(EnvironmentHealthChanged.class, EnvironmentLost.class, InstancesLost.class)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, EnvironmentRecovered.class, InstancesReplaced.class);
    }

    @Test
    void holdsWhereTheConfigurationSaysSoUntilItSaysOtherwise() {
        MachineScenario scenario = configured(HOLDING)
                .deployed("1.0.0")
                .vanishes(1)
                .then(EnvironmentHealthChanged.class, EnvironmentLost.class)
                .notOwed(Effect.RepairEnvironment.class, 1);

        assertThat(scenario.sentence())
                .isEqualTo("1.0.0 has all traffic, but hello-1 is lost (nothing of hello-1 is there); on_loss is hold:"
                        + " release or roll back");
        scenario.when(new PutConfiguration(RECREATING))
                .then(ConfigurationChanged.class, InstancesLost.class)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, EnvironmentRecovered.class, InstancesReplaced.class);
    }

    @Test
    void unusedEnvironmentThatIsLostIsNoPlaceToGoBackToUntilItIsThereAgain() {
        deployed("1.0.0", "2.0.0")
                .vanishes(1)
                .then(EnvironmentHealthChanged.class, EnvironmentLost.class)
                .notOwed(Effect.RepairEnvironment.class, 1)
                .watched(1)
                .dropped()
                .rollsBack()
                .then(ReleaseAccepted.class, RolloutStarted.class)
                .phase(3, PhaseName.CREATING);
    }

    @Test
    void rollbackToAWarmEnvironmentDoesNotWaitForWhatIsLost() {
        deployed("1.0.0", "2.0.0")
                .vanishes(2)
                .rollsBack()
                .phase(3, PhaseName.VERIFYING)
                .verified()
                .intended(all(1))
                .shifted()
                .confirmed()
                .phase(3, PhaseName.COMPLETED)
                .stable(1)
                .lifecycle(2, Lifecycle.Retired.class);
    }

    @Test
    void whatIsMadeAgainStopsWhenItIsNotInUseAnyMore() {
        MachineScenario scenario = deployed("1.0.0", "2.0.0")
                .vanishes(2)
                .rollsBack()
                .verified()
                .shifted()
                .confirmed()
                .notOwed(Effect.RepairEnvironment.class, 2);

        scenario.rollsBackTo("2.0.0");
        assertThat(scenario.answer().sentence()).startsWith("cold rollback to 2.0.0");
    }

    @Test
    void releaseGoesOnBesideWhatIsMadeAgainAndSaysSo() {
        MachineScenario scenario =
                deployed("1.0.0").vanishes(1).releases("2.0.0").phase(2, PhaseName.CREATING);

        assertThat(scenario.sentence())
                .contains("; meanwhile hello-1 is lost (nothing of hello-1 is there) and is being made again");
        scenario.works(Effect.RepairEnvironment.class).completes().stable(2).intended(all(2));
    }

    @Test
    void rollbackOutOfARolloutWaitsForTheBaseThatIsMadeAgain() {
        deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .vanishes(1)
                .rollsBack()
                .phase(3, PhaseName.VERIFYING)
                .works(Effect.RepairEnvironment.class)
                .verified()
                .shifted()
                .confirmed()
                .phase(3, PhaseName.COMPLETED)
                .routed(all(1));
    }

    @Test
    void candidateThatIsLostIsTakenBackAndNotMadeAgain() {
        deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .vanishes(2)
                .then(
                        EnvironmentHealthChanged.class,
                        EnvironmentLost.class,
                        RollbackStarted.class,
                        TrafficIntended.class)
                .notOwed(Effect.RepairEnvironment.class, 2);
    }

    @Test
    void trafficThatWentWithTheEnvironmentIsBroughtBackWithIt() {
        deployed("1.0.0")
                .vanishes(1)
                .somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .then(TrafficDriftFound.class)
                .works(Effect.RepairEnvironment.class)
                .then(
                        EnvironmentHealthChanged.class,
                        EnvironmentRecovered.class,
                        TrafficIntended.class,
                        InstancesReplaced.class)
                .shifted()
                .routed(all(1));
    }
}
