package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.plan.Forecast;
import io.ionroller.engine.plan.PlannedStep;
import io.ionroller.engine.plan.PlannedStep.Kind;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.rollout.ServiceCommand.StartRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The machine's own decisions, run ahead of time. */
class ForecastTest {

    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private static Forecast of(MachineScenario scenario, String version) {
        return Forecast.of(
                scenario.state(), new StartRelease(new Version(version), null), environment -> DRAIN, now(scenario));
    }

    /** While a rollout is in flight, right after its phase began; else much later. */
    private static Instant now(MachineScenario scenario) {
        Rollout rollout = scenario.state().rollout();
        return rollout == null ? LATER : rollout.since();
    }

    private static Forecast.Accepted accepted(MachineScenario scenario, String version) {
        Forecast forecast = of(scenario, version);
        assertThat(forecast).isInstanceOf(Forecast.Accepted.class);
        return (Forecast.Accepted) forecast;
    }

    private static MachineScenario canary() {
        return MachineScenario.configured(configuration(
                ConflictPolicy.QUEUE,
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                weight("10%"),
                pause(Duration.ofMinutes(5)),
                weight("50%"),
                manualPause(),
                weight("100%")));
    }

    @Test
    void showsEveryStepWithItsTime() {
        Forecast.Accepted forecast = accepted(canary().deployed("1.0.0"), "2.0.0");

        assertThat(forecast.steps())
                .extracting(PlannedStep::kind)
                .containsExactly(
                        Kind.CREATE,
                        Kind.VERIFY,
                        Kind.SHIFT,
                        Kind.PAUSE,
                        Kind.SHIFT,
                        Kind.PERSON,
                        Kind.SHIFT,
                        Kind.BAKE,
                        Kind.COMPLETE,
                        Kind.RETIRE,
                        Kind.DRAIN,
                        Kind.REMOVE);
        assertThat(forecast.steps())
                .extracting(step -> step.after().toSeconds())
                .containsExactly(0L, 0L, 0L, 0L, 300L, 300L, 300L, 300L, 900L, 900L, 4500L, 4530L);
        assertThat(forecast.steps().get(2).weights()).isEqualTo(shares(1, "90%", 2, "10%"));
        assertThat(forecast.doubled()).isEqualTo(Duration.ofSeconds(4530));
        assertThat(forecast.removed()).containsExactly(environment(1));
        assertThat(forecast.candidate().id()).isEqualTo(environment(2));
        assertThat(forecast.release()).isEqualTo(2);
    }

    @Test
    void givesAFirstReleaseAllTrafficAtOnce() {
        Forecast.Accepted forecast = accepted(canary(), "1.0.0");

        assertThat(forecast.steps())
                .extracting(PlannedStep::kind)
                .containsExactly(Kind.CREATE, Kind.VERIFY, Kind.SHIFT, Kind.BAKE, Kind.COMPLETE);
        assertThat(forecast.doubled()).isZero();
        assertThat(forecast.traffic().shift()).isZero();
        assertThat(forecast.traffic().environments()).containsExactly(forecast.candidate());
    }

    @Test
    void isRefusedAsTheReleaseWouldBe() {
        Forecast forecast = of(canary().deployed("1.0.0"), "1.0.0");

        assertThat(forecast)
                .isInstanceOfSatisfying(
                        Forecast.Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo("already-stable"));
    }

    @Test
    void waitsForTheRolloutInFlightAndGoesOnFromItsEnd() {
        MachineScenario scenario = canary().deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted();

        Forecast.Accepted forecast = accepted(scenario, "3.0.0");

        assertThat(forecast.waits()).isTrue();
        assertThat(forecast.candidate().id()).isEqualTo(environment(3));
        assertThat(forecast.steps().get(2).weights()).isEqualTo(shares(2, "90%", 3, "10%"));
        assertThat(forecast.removed()).containsExactly(environment(1), environment(2));
        assertThat(forecast.traffic().weights()).isEqualTo(shares(1, "90%", 2, "10%"));
        assertThat(forecast.traffic().environments()).contains(forecast.candidate());
    }

    @Test
    void changesNothing() {
        MachineScenario scenario = canary().deployed("1.0.0");
        ServiceState before = scenario.state();

        accepted(scenario, "2.0.0");

        assertThat(scenario.state()).isEqualTo(before);
    }

    @Test
    void idStaysWhileOnlyHealthMoves() {
        MachineScenario scenario = canary().deployed("1.0.0");
        PlanId before = PlanId.of(facts(scenario));

        scenario.seenAs(1, io.ionroller.engine.platform.InstanceObservation.State.UNHEALTHY);

        assertThat(PlanId.of(facts(scenario))).isEqualTo(before);
        assertThat(PlanId.parse(before.toString())).isEqualTo(before);
    }

    @Test
    void idTellsWhatHasMoved() {
        MachineScenario scenario = canary().deployed("1.0.0");
        PlanId before = PlanId.of(facts(scenario));

        scenario.when(new ServiceCommand.PutConfiguration(configuration(weight("100%"))));
        assertThat(before.movedFrom(facts(scenario))).containsExactly(PlanAspect.REQUEST);

        scenario.releases("1.1.0");
        assertThat(before.movedFrom(facts(scenario))).containsExactly(PlanAspect.REQUEST, PlanAspect.SERVICE);
    }

    @Test
    void acceptsAReleaseWhosePlanStillHolds() {
        MachineScenario scenario = canary().deployed("1.0.0");
        String plan = PlanId.of(facts(scenario)).toString();

        scenario.when(
                new StartRelease(new Version("2.0.0"), null, new ServiceCommand.PlannedOn(plan, List.of(), null)));

        assertThat(scenario.answer().release()).isEqualTo(2);
    }

    @Test
    void refusesAReleaseWhosePlanIsOutdatedByTheService() {
        MachineScenario scenario = canary().deployed("1.0.0");
        String plan = PlanId.of(facts(scenario)).toString();
        scenario.when(new ServiceCommand.PutConfiguration(configuration(weight("100%"))));

        scenario.when(
                new StartRelease(new Version("2.0.0"), null, new ServiceCommand.PlannedOn(plan, List.of(), null)));

        scenario.rejected("plan-outdated");
        assertThat(scenario.rejection().sentence()).contains("the version or the configuration");
    }

    private static Map<PlanAspect, String> facts(MachineScenario scenario) {
        return PlanId.factsOf(scenario.state(), new Version("2.0.0"), null);
    }
}
