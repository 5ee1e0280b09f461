package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateFiguresTest {

    private final Scene scene = new Scene(3, 0.25);

    @Test
    void countsCallsAndWaits() {
        scene.calls(3, Lane.VERIFY, "DescribeRules");
        scene.seconds(8);
        assertThat(scene.figures(Lane.VERIFY))
                .isEqualTo(new LaneFigures(
                        3, 2, Duration.ofSeconds(12), Duration.ofSeconds(8), 0, 0, 0, Duration.ofSeconds(8)));
    }

    @Test
    void countsCallsByAction() {
        scene.calls(1, Lane.VERIFY, "DescribeRules");
        scene.calls(1, Lane.ROLLBACK, "ModifyRule");
        assertThat(scene.gate.figures().actions()).isEqualTo(Map.of("DescribeRules", 1L, "ModifyRule", 1L));
    }

    @Test
    void saysHowLongTheLastCallOfALaneWasDelayed() {
        scene.calls(2, Lane.VERIFY, "DescribeRules");
        scene.seconds(4);
        assertThat(scene.gate.figures().delay(Lane.VERIFY)).hasValue("verification delayed 4 s by API limits");
    }

    @Test
    void saysHowLongACallIsDelayedThatStillWaits() {
        scene.calls(2, Lane.VERIFY, "DescribeRules");
        scene.seconds(2.5);
        assertThat(scene.gate.figures().delay(Lane.VERIFY)).hasValue("verification delayed 2.5 s by API limits");
    }

    @Test
    void saysNothingOfADelayLongAgo() {
        scene.calls(2, Lane.VERIFY, "DescribeRules");
        scene.seconds(40);
        assertThat(scene.gate.figures().delay(Lane.VERIFY)).isEmpty();
    }

    @Test
    void saysNothingOfALaneWhoseLastCallWentAtOnce() {
        scene.calls(1, Lane.VERIFY, "DescribeRules");
        assertThat(scene.gate.figures().delay(Lane.VERIFY)).isEmpty();
        assertThat(scene.gate.figures().delay(Lane.SWEEP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1040, 1 s", "1060, 1.1 s", "9940, 9.9 s", "9960, 10 s", "12400, 12 s", "59600, 60 s"})
    void writesSeconds(long millis, String text) {
        assertThat(GateFigures.seconds(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void saysWhichDelayIsTheLongestInAnAccountAndRegion() {
        Gates gates = Gates.alone(Scene.SETTINGS, scene.time);
        Gate gate = gates.gate(Scene.KEY);
        for (int i = 0; i < 42; i++) {
            gate.call(
                    Lane.VERIFY, "DescribeRules", Duration.ofHours(1), () -> CompletableFuture.completedStage("made"));
        }
        scene.seconds(0.3);
        assertThat(gates.delay(Scene.KEY.account(), Scene.KEY.region(), Lane.VERIFY))
                .isEmpty();
        for (int i = 0; i < 60; i++) {
            gate.call(
                    Lane.VERIFY, "DescribeRules", Duration.ofHours(1), () -> CompletableFuture.completedStage("made"));
        }
        scene.seconds(2);
        assertThat(gates.delay(Scene.KEY.account(), Scene.KEY.region(), Lane.VERIFY))
                .hasValueSatisfying(delay -> assertThat(delay).endsWith(" s by API limits"));
        assertThat(gates.delay(Scene.KEY.account(), "us-east-2", Lane.VERIFY)).isEmpty();
    }

    @Test
    void allGatesOfAProcessAreFoundByTheirKeys() {
        Gates gates = Gates.alone(Scene.SETTINGS, scene.time);
        Gate gate = gates.gate(Scene.KEY);
        assertThat(gates.gate(Scene.KEY)).isSameAs(gate);
        assertThat(gates.figures()).extracting(GateFigures::key).containsExactly(Scene.KEY);
        assertThat(gates.figures().getFirst().allowance()).isEqualTo(new Allowance(40, 10));
    }
}
