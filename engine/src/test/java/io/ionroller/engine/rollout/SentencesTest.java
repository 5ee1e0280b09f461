package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SentencesTest {

    private static MachineScenario service() {
        return configured(configuration(
                ConflictPolicy.QUEUE,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                weight("10%"),
                pause(Duration.ofSeconds(30)),
                manualPause(),
                weight("100%")));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(MachineScenario.unknown().sentence()).isEqualTo("nothing is configured");
        assertThat(service().sentence()).isEqualTo("nothing is deployed");
    }

    @Test
    void saysWhereEachPhaseIsAndUntilWhen() {
        MachineScenario scenario = service().deployed("1.0.0").releases("2.0.0");
        assertThat(scenario.sentence()).isEqualTo("release 2 of 2.0.0 is creating hello-2, until 2026-03-01T10:11:00Z");
        assertThat(scenario.created().sentence())
                .isEqualTo("release 2 of 2.0.0 waits for hello-2 to be healthy (not observed yet), until"
                        + " 2026-03-01T10:06:00Z");
        assertThat(scenario.verified().sentence())
                .isEqualTo("release 2 of 2.0.0 is moving traffic to 10%, step 1 of 4, until 2026-03-01T10:06:00Z");
        assertThat(scenario.shifted().sentence())
                .isEqualTo("release 2 of 2.0.0, step 2 of 4: waits until 2026-03-01T10:01:30Z");
        assertThat(scenario.untilDue().sentence())
                .isEqualTo("release 2 of 2.0.0, step 3 of 4: waits until somebody promotes it");
        assertThat(scenario.promotes().shifted().sentence())
                .isEqualTo("release 2 of 2.0.0 has all traffic and is watched until 2026-03-01T10:02:30Z");
        assertThat(scenario.untilDue().sentence())
                .isEqualTo("release 2 of 2.0.0 is reading the end state back, until 2026-03-01T10:07:30Z");
        assertThat(scenario.confirmed().sentence()).isEqualTo("2.0.0 has all traffic");
    }

    @Test
    void saysWhatARollbackReturnsToAndWhy() {
        MachineScenario scenario = service()
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .aborts();

        assertThat(scenario.sentence())
                .isEqualTo("release 2 of 2.0.0 returns all traffic to hello-1 (1.0.0): aborted by request");
    }

    @Test
    void saysWhyItIsHeldAndWhatHelps() {
        MachineScenario scenario = service()
                .deployed("1.0.0")
                .releases("2.0.0")
                .fails(Effect.CreateEnvironment.class, PlatformException.Kind.RETRYABLE, 5);

        assertThat(scenario.sentence())
                .isEqualTo(
                        "release 2 of 2.0.0 is held: the platform is in trouble (5 attempts): no luck; resume to try again");
    }

    @Test
    void saysThatAPauseWillFollow() {
        assertThat(service().deployed("1.0.0").releases("2.0.0").pauses().sentence())
                .endsWith("; a pause is requested after that");
    }

    @Test
    void saysWhatWaits() {
        assertThat(service()
                        .deployed("1.0.0")
                        .releases("2.0.0")
                        .releases("3.0.0")
                        .sentence())
                .endsWith("; release 3 of 3.0.0 waits for its end");
    }

    @Test
    void saysThatTheStableEnvironmentIsNotWell() {
        assertThat(service().deployed("1.0.0").oneExits(1).sentence())
                .isEqualTo("1.0.0 has all traffic, but is not healthy: 1 of 2 healthy, instance 1 has exited");
    }

    @Test
    void saysThatTrafficIsTakenAway() {
        assertThat(service().deployed("1.0.0").dropsByForce("1.0.0").sentence())
                .isEqualTo("traffic is being changed to nothing");
    }
}
