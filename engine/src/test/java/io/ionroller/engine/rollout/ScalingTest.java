package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.EnvironmentPart.CAPACITY;
import static io.ionroller.engine.platform.InstanceObservation.State.STARTING;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Environments that keep fewer instances while they are unused. */
class ScalingTest {

    private static MachineScenario reduced() {
        return configured(weight("50%"), weight("100%"))
                .unusedOnesKeep(1)
                .deployed("1.0.0", "2.0.0")
                .watched(1)
                .works(Effect.ScaleEnvironment.class);
    }

    @Test
    void unusedEnvironmentIsScaledDownAndTheOneInUseIsNot() {
        configured(weight("100%"))
                .unusedOnesKeep(1)
                .deployed("1.0.0", "2.0.0")
                .watched(2)
                .dropped()
                .watched(1)
                .then(ScalingStarted.class)
                .works(Effect.ScaleEnvironment.class)
                .then(EnvironmentHealthChanged.class, InstancesChanged.class, ScalingCompleted.class)
                .notOwed(Effect.ScaleEnvironment.class, 1)
                .watched(1)
                .dropped();
    }

    @Test
    void rollbackScalesUpFirstAndSaysSo() {
        MachineScenario scenario = reduced().newInstancesAre(STARTING).rollsBack();

        assertThat(scenario.answer().sentence())
                .isEqualTo("warm rollback to 1.0.0 as release 3: 1.0.0 keeps 1 of 2 instances: scaling up first");
        scenario.then(ReleaseAccepted.class, RolloutStarted.class, EnvironmentReused.class, ScalingStarted.class)
                .works(Effect.ScaleEnvironment.class)
                .then(EnvironmentHealthChanged.class);
        assertThat(scenario.sentence())
                .startsWith("release 3 of 1.0.0 first gives hello-1 its instances back (1 of 2 healthy");
        scenario.verified()
                .phase(3, PhaseName.VERIFYING)
                .intended(all(2))
                .become(1, State.HEALTHY)
                .verified()
                .then(
                        EnvironmentHealthChanged.class,
                        ScalingCompleted.class,
                        EnvironmentVerified.class,
                        StepStarted.class,
                        TrafficIntended.class)
                .intended(all(1))
                .shifted()
                .confirmed()
                .phase(3, PhaseName.COMPLETED);
    }

    @Test
    void rollbackHasTheTimeOfACreationToScaleUp() {
        assertThat(reduced().rollsBack().event(RolloutStarted.class).deadline())
                .isEqualTo(Owner.START.plus(Duration.ofMinutes(15)));
    }

    @Test
    void isScaledDownAgainWhenTheRollbackIsAborted() {
        reduced()
                .rollsBack()
                .aborts()
                .lifecycle(1, Lifecycle.Retired.class)
                .watched(1)
                .then(ScalingStarted.class)
                .works(Effect.ScaleEnvironment.class)
                .then(ScalingCompleted.class);
    }

    @Test
    void warmRollbackWithFullCapacityScalesNothing() {
        MachineScenario scenario =
                configured(weight("100%")).deployed("1.0.0", "2.0.0").rollsBack();

        assertThat(scenario.answer().sentence()).endsWith("hello-1 is still there");
        scenario.notOwed(Effect.ScaleEnvironment.class, 1).verified().intended(all(1));
    }

    @Test
    void whatTheEngineHasScaledDownIsNobodyElsesChange() {
        reduced()
                .somebodyElseChanges(1, new EnvironmentDrift(CAPACITY, "2 to 4", "1 to 4", true))
                .dropped();
    }

    @Test
    void reducedEnvironmentThatLosesItsInstancesIsRepaired() {
        reduced()
                .seenAs(1, State.EXITED)
                .then(EnvironmentHealthChanged.class, InstancesLost.class)
                .works(Effect.RepairEnvironment.class)
                .then(EnvironmentHealthChanged.class, InstancesReplaced.class);
    }
}
