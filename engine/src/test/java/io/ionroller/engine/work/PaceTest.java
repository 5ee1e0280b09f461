package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Pace pace = new Pace(10, () -> now);

    @Test
    void fewComeAtTheirInterval() {
        assertThat(pace.next(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        now = now.plusSeconds(5);
        assertThat(pace.next(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void manyAreSpreadSoThatOnlySoManyComeInASecond() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 101; i++) {
            last = pace.next(Duration.ofSeconds(5));
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aClockThatIsSetBackDoesNotStopThem() {
        pace.next(Duration.ofSeconds(5));
        now = now.minus(Duration.ofDays(1));
        assertThat(pace.next(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }
}
