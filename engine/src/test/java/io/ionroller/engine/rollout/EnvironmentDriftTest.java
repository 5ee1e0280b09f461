package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.EnvironmentPart.*;
import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.ServiceCommand.PutConfiguration;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody else changes parts of environments, or the traffic where the configuration wants it set right. */
class EnvironmentDriftTest {

    private static final ServiceConfiguration HOLDING = configuration(weight("10%"), manualPause(), weight("100%"));
    private static final ServiceConfiguration RESTORING = HOLDING.with(DriftPolicy.RESTORE, LossPolicy.RECREATE);

    private static final EnvironmentDrift LESS = new EnvironmentDrift(CAPACITY, "2 to 4", "1 to 1", true);
    private static final EnvironmentDrift LEAST = new EnvironmentDrift(CAPACITY, "2 to 4", "0 to 0", true);
    private static final EnvironmentDrift UNMARKED = new EnvironmentDrift(OWNER, "ours", "nobody's", false);

    @Test
    void changeIsToldOncePerChangeAndLeftAlone() {
        MachineScenario scenario = configured(HOLDING)
                .deployed("1.0.0")
                .somebodyElseChanges(1, LESS)
                .then(EnvironmentDriftFound.class)
                .watched(1)
                .dropped()
                .somebodyElseChanges(1, LEAST, UNMARKED)
                .then(EnvironmentDriftFound.class, EnvironmentDriftFound.class)
                .notOwed(Effect.RestoreEnvironment.class, 1);

        assertThat(scenario.sentence())
                .isEqualTo("1.0.0 has all traffic; somebody else has changed hello-1: its capacity was 2 to 4, and is"
                        + " 0 to 0; somebody else has changed hello-1: its owner was ours, and is nobody's");
        scenario.somebodyElseChanges(1).then(EnvironmentDriftEnded.class, EnvironmentDriftEnded.class);
        assertThat(scenario.sentence()).isEqualTo("1.0.0 has all traffic");
    }

    @Test
    void whatCanBeIsSetRightWhereTheConfigurationSaysSo() {
        MachineScenario scenario = configured(RESTORING)
                .deployed("1.0.0")
                .somebodyElseChanges(1, LESS, UNMARKED)
                .then(EnvironmentDriftFound.class, EnvironmentDriftFound.class, RestorationStarted.class);

        assertThat(scenario.event(RestorationStarted.class).parts()).containsExactly(CAPACITY);
        assertThat(scenario.sentence()).contains("its capacity was 2 to 4, and is 1 to 1, which is being set right");
        scenario.works(Effect.RestoreEnvironment.class)
                .then(EnvironmentDriftEnded.class, EnvironmentDriftEnded.class)
                .notOwed(Effect.RestoreEnvironment.class, 1);
    }

    @Test
    void changeOfTheSamePartIsAnotherRestoration() {
        MachineScenario scenario = configured(RESTORING)
                .deployed("1.0.0")
                .somebodyElseChanges(1, LESS)
                .somebodyElseChanges(1, LEAST)
                .then(EnvironmentDriftFound.class, RestorationStarted.class);

        assertThat(scenario.owed(Effect.RestoreEnvironment.class).id().step()).isEqualTo("restore-2");
    }

    @Test
    void whatWasFoundBeforeTheConfigurationSaidSoIsSetRightToo() {
        configured(HOLDING)
                .deployed("1.0.0")
                .somebodyElseChanges(1, LESS)
                .when(new PutConfiguration(RESTORING))
                .then(ConfigurationChanged.class, RestorationStarted.class);
    }

    @Test
    void heldRolloutSetsTrafficRightOnlyWhenItIsResumed() {
        configured(RESTORING)
                .deployed("1.0.0")
                .releases("2.0.0")
                .fails(Effect.CreateEnvironment.class, PlatformException.Kind.RETRYABLE, 5)
                .held()
                .somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .then(TrafficDriftFound.class)
                .resumes()
                .then(RolloutResumed.class, TrafficIntended.class)
                .shifted()
                .routed(all(1));
    }

    @Test
    void trafficIsSetRightWhereTheConfigurationSaysSoAndTheRolloutGoesOn() {
        configured(RESTORING)
                .deployed("1.0.0")
                .somebodyElseRoutes(Map.of())
                .routerIsWatched()
                .then(TrafficDriftFound.class, TrafficIntended.class)
                .shifted()
                .routed(all(1))
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .somebodyElseRoutes(all(1))
                .routerIsWatched()
                .then(TrafficDriftFound.class, TrafficIntended.class)
                .phase(2, PhaseName.PAUSED)
                .shifted()
                .routed(shares(1, "90%", 2, "10%"));
    }
}
