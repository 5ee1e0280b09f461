package io.ionroller.api.cli.text;

import static io.ionroller.api.cli.Views.NOON;
import static io.ionroller.api.cli.Views.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.StepView;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutTextTest {

    private static final Moment MOMENT = new Moment(NOON, ZoneOffset.UTC);
    private static final Paint ASCII = new Paint(false, false);

    @Test
    void saysHowToGoOnFromAManualPause() {
        assertThat(lines(waiting("manual", 2, 3)).getLast())
                .isEqualTo(
                        "Since 11:59:30 (30 s ago). Go on: ionroller promote hello. Take it back: ionroller abort hello");
        assertThat(lines(waiting("held", 2, 3)).getLast()).contains("Go on: ionroller resume hello.");
    }

    @Test
    void saysUntilWhenAPhaseMustBeOver() {
        assertThat(lines(rollout("verifying", 0)).getLast())
                .isEqualTo("Must be over at 12:04:50 (in 4 min 50 s), or it rolls back");
    }

    @Test
    void showsTheStepsRoundTheCurrentOneOfMany() {
        assertThat(lines(waiting("manual", 10, 20)).get(1))
                .isEqualTo("Step 10 of 20: ..., s8, s9, [s10], s11, s12, s13, s14, ...");
        assertThat(lines(waiting("manual", 20, 20)).get(1))
                .isEqualTo("Step 20 of 20: ..., s14, s15, s16, s17, s18, s19, [s20]");
        assertThat(lines(waiting("manual", 1, 3)).get(1)).isEqualTo("Step 1 of 3: [s1], s2, s3");
    }

    @ParameterizedTest
    @CsvSource({
        "paused,0,'',verifying",
        "paused,0,creating,creating",
        "paused,2,verifying,shifting",
        "paused,3,baking,baking",
        "rolling-back,0,verifying,verifying",
        "rolling-back,3,finishing,finishing",
        "baking,3,shifting,baking"
    })
    void keepsTheBarWhereAPauseOrARollbackBegan(String phase, int step, String before, String reached) {
        assertThat(RolloutText.reached(rollout(phase, step), before)).isEqualTo(reached);
    }

    @Test
    void showsTheServersTimesInTheZoneOfTheReader() {
        Moment here = new Moment(NOON, ZoneId.of("Europe/Berlin"));
        assertThat(here.localized("waits until 2026-11-23T12:00:08.263719Z, removed at 2026-11-24T12:00:00Z\u0007"))
                .isEqualTo("waits until 13:00:08, removed at 2026-11-24 13:00:00");
        assertThat(here.localized("the app said 2026-19-39T12:00:00Z")).endsWith("2026-19-39T12:00:00Z");
    }

    private static List<String> lines(RolloutView rollout) {
        return RolloutText.of("hello", new RolloutText.Stage(rollout, "shifting"), MOMENT, ASCII);
    }

    private static RolloutView waiting(String reason, int step, int steps) {
        List<StepView> all = IntStream.rangeClosed(1, steps)
                .mapToObj(n -> new StepView(n, "s" + n, null, null, n == step ? "current" : "ahead"))
                .toList();
        return new RolloutView(
                7,
                "2.0.0",
                3,
                "release",
                "hello-7",
                "hello-6",
                "paused",
                step,
                steps,
                all,
                NOON.minusSeconds(30),
                null,
                null,
                reason,
                false,
                "Waits.");
    }
}
