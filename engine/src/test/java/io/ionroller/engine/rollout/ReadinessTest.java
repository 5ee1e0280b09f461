package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a new environment counts as healthy, and what is recorded of it. */
class ReadinessTest {

    private final MachineScenario scenario = configured(weight("10%"), manualPause(), weight("100%"))
            .deployed("1.0.0")
            .releases("2.0.0");

    private EnvironmentObservation observation(State state) {
        InstanceObservation one = new InstanceObservation("1", state, "", "");
        return new EnvironmentObservation(
                environment(2), INSTANCES, Collections.nCopies(INSTANCES, one), scenario.now());
    }

    private void verified(State state, int times) {
        scenario.timePasses(Duration.ofMillis(10));
        scenario.when(new EnvironmentSeen(
                scenario.owed(Effect.VerifyEnvironment.class).id(), observation(state), times, 2));
    }

    @Test
    void waitsUntilItWasSeenHealthyOftenEnoughAndSaysSo() {
        scenario.created();

        verified(State.HEALTHY, 1);
        scenario.then(EnvironmentHealthChanged.class).phase(2, PhaseName.VERIFYING);
        assertThat(scenario.sentence())
                .contains("waits for hello-2 to be healthy (2 of 2 healthy, seen healthy 1 of 2 times), until");

        verified(State.HEALTHY, 2);
        scenario.then(
                        EnvironmentHealthChanged.class,
                        EnvironmentVerified.class,
                        StepStarted.class,
                        TrafficIntended.class)
                .phase(2, PhaseName.SHIFTING);
        assertThat(scenario.state().environment(environment(2)).health().detail())
                .isEmpty();
    }

    @Test
    void aRelapseCountsAnew() {
        scenario.created();
        verified(State.HEALTHY, 1);
        verified(State.UNHEALTHY, 0);
        verified(State.HEALTHY, 1);

        scenario.phase(2, PhaseName.VERIFYING);
    }

    @Test
    void tellsOfInstancesThatFailAlikeTogether() {
        List<InstanceObservation> instances = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            instances.add(new InstanceObservation("i-" + number, State.UNHEALTHY, "", "no docker"));
        }
        instances.add(new InstanceObservation("i-6", State.HEALTHY, "", ""));
        instances.add(new InstanceObservation("i-7", State.EXITED, "", ""));
        instances.add(new InstanceObservation("i-8", State.UNHEALTHY, "", "no image"));

        assertThat(EnvironmentReports.detail(new EnvironmentObservation(environment(2), 8, instances, scenario.now())))
                .isEqualTo("instances i-1, i-2, i-3 and 2 more are unhealthy: no docker; instance i-7 has exited;"
                        + " instance i-8 is unhealthy: no image");
    }

    @Test
    void recordsWhatTheEnvironmentWasMadeFrom() {
        Map<String, String> made = Map.of("image", "shop/hello@sha256:0a", "ami", "ami-1");
        scenario.when(new EnvironmentSeen(
                scenario.owed(Effect.CreateEnvironment.class).id(),
                observation(State.STARTING).madeFrom(made)));

        assertThat(scenario.event(EnvironmentCreated.class).resolved()).isEqualTo(made);
        verified(State.HEALTHY, 2);
        assertThat(scenario.state().environment(environment(2)).resolved()).isEqualTo(made);
    }

    @Test
    void recordsNothingWhereThereIsNothingToTell() {
        scenario.created();

        assertThat(List.of(scenario.event(EnvironmentCreated.class)))
                .extracting(EnvironmentCreated::resolved)
                .containsOnlyNulls();
    }
}
