package io.ionroller.api.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpansTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "7d,P7D"})
    void readsDurations(String text, Duration duration) {
        assertThat(Spans.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "-5s", "5x", "1h30m", "9999999999999s"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> Spans.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("\"30s\"");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S,0 ms",
        "PT0.34S,340 ms",
        "PT4.25S,4.2 s",
        "PT42.9S,42 s",
        "PT60S,1 min",
        "PT80S,1 min 20 s",
        "PT2H5M9S,2 h 5 min",
        "PT49H,2 d 1 h"
    })
    void writesDurationsInAtMostTwoUnits(Duration duration, String text) {
        assertThat(Spans.format(duration)).isEqualTo(text);
    }

    @Test
    void countsDownInWholeSecondsAndNeverToZeroBeforeItIsDue() {
        assertThat(Spans.countdown(NOON, NOON.plusMillis(1))).isEqualTo("in 1 s");
        assertThat(Spans.countdown(NOON, NOON.plusMillis(3_001))).isEqualTo("in 4 s");
        assertThat(Spans.countdown(NOON, NOON.plusSeconds(90))).isEqualTo("in 1 min 30 s");
        assertThat(Spans.countdown(NOON, NOON)).isEqualTo("now");
    }

    @Test
    void showsTheDayOnlyWhenItIsAnotherOne() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(Spans.near(NOON.plusSeconds(60), NOON, zone)).isEqualTo("13:01:00");
        assertThat(Spans.near(NOON.plusSeconds(43_200), NOON, zone)).isEqualTo("2026-11-24 01:00:00");
    }
}
