package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Routers that go to what is wanted in many steps. */
class TrafficProgressTest {

    private static final Map<EnvironmentId, Weight> QUARTER = shares(1, "75%", 2, "25%");
    private static final Map<EnvironmentId, Weight> HALF = shares(1, "50%", 2, "50%");

    private Instant read = Owner.START;

    private static MachineScenario shifting() {
        return configured(weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified();
    }

    private MachineScenario sees(
            MachineScenario scenario,
            Class<? extends Effect> effect,
            Map<EnvironmentId, Weight> weights,
            @Nullable TrafficProgress progress) {
        EffectId id = scenario.owed(effect).id();
        read = read.plus(Duration.ofHours(1));
        Map<EnvironmentId, Route> routes = new HashMap<>();
        weights.forEach((environment, weight) ->
                routes.put(environment, new Route(weight, null, Duration.ZERO, 0, 0, 0, Duration.ZERO)));
        return scenario.when(new TrafficSeen(id, new TrafficObservation(HELLO, routes, read, progress)));
    }

    private MachineScenario steps(MachineScenario scenario, Map<EnvironmentId, Weight> weights, String sentence) {
        return sees(scenario, Effect.ShiftTraffic.class, weights, new TrafficProgress(sentence, null));
    }

    @Test
    void aChangeOnItsWayIsNoDriftAndIsToldWhenItHasMoved() {
        MachineScenario scenario = steps(shifting(), QUARTER, "1 of 3 in").then(TrafficProgressed.class);
        assertThat(scenario.sentence()).contains("is moving traffic to 100%, step 1 of 1 (1 of 3 in), until");
        steps(scenario, QUARTER, "1 of 3 in").then();
        steps(scenario, HALF, "2 of 3 in").then(TrafficProgressed.class);
        assertThat(((Effect.ShiftTraffic) scenario.owed(Effect.ShiftTraffic.class))
                        .spec()
                        .progress())
                .isEqualTo(new TrafficProgress("2 of 3 in", null));
    }

    @Test
    void whatMovesHasItsTimeAnewAndWhatDoesNotIsTakenBack() {
        MachineScenario scenario = shifting();
        for (int i = 0; i < 5; i++) {
            scenario.timePasses(Duration.ofMinutes(4));
            steps(scenario, i % 2 == 0 ? QUARTER : HALF, "step " + i).phase(2, PhaseName.SHIFTING);
        }
        scenario.timePasses(Duration.ofMinutes(4));
        steps(scenario, QUARTER, "waits");
        assertThat(scenario.event(TrafficProgressed.class).deadline()).isNull();
        scenario.timePasses(Duration.ofMinutes(1)).phase(2, PhaseName.ROLLING_BACK);
        assertThat(scenario.event(RollbackStarted.class).reason())
                .isEqualTo("the traffic was not read back as 100% within the deadline (waits)");
    }

    @Test
    void theTimeOfTheNextStepIsStoredAndDoesNotCount() {
        MachineScenario scenario = shifting();
        Instant next = Owner.START.plus(Duration.ofHours(3));
        sees(scenario, Effect.ShiftTraffic.class, QUARTER, new TrafficProgress("1 of 3 in", next))
                .then(TrafficProgressed.class);
        assertThat(scenario.event(TrafficProgressed.class).deadline()).isEqualTo(next.plus(Duration.ofMinutes(5)));
        assertThat(scenario.sentence()).contains("(1 of 3 in; next step at " + next + ")");
        scenario.timePasses(Duration.ofHours(2)).phase(2, PhaseName.SHIFTING);
    }

    @Test
    void whatTheRouterHasLostIsBroughtBack() {
        MachineScenario scenario = configured(weight("100%")).deployed("1.0.0");
        sees(scenario, Effect.WatchTraffic.class, all(1), new TrafficProgress("2 of 3 in", null))
                .then(TrafficIntended.class)
                .intended(all(1));
        assertThat(scenario.sentence()).isEqualTo("traffic is being changed to hello-1 100%");
        steps(scenario, all(1), "waits for the third").then(TrafficProgressed.class);
        sees(scenario, Effect.ShiftTraffic.class, all(1), null).then(TrafficShifted.class);
        assertThat(scenario.state().traffic().progress()).isNull();
    }

    @Test
    void whatTheRouterHasLostIsBroughtBackAlsoWhileARolloutIsHeld() {
        MachineScenario scenario = configured(weight("10%"), manualPause(), weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .fails(Effect.CreateEnvironment.class, Kind.RETRYABLE, 8)
                .held();
        sees(scenario, Effect.WatchTraffic.class, all(1), new TrafficProgress("2 of 3 in", null))
                .then(TrafficIntended.class);
        assertThat(((Effect.ShiftTraffic) scenario.owed(Effect.ShiftTraffic.class))
                        .spec()
                        .weights())
                .isEqualTo(all(1));
    }
}
