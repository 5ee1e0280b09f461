package io.ionroller.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RateLimits limits = new RateLimits(new AccessSettings.Rate(2, 4));

    @Test
    void letsABurstThroughAndThenSoManyASecond() {
        for (int i = 0; i < 4; i++) {
            assertThat(limits.take("ann", 0)).isEmpty();
        }
        assertThat(limits.take("ann", 0)).contains(Duration.ofMillis(500));
        assertThat(limits.take("ann", SECOND)).isEmpty();
        assertThat(limits.take("ann", SECOND)).isEmpty();
        assertThat(limits.take("ann", SECOND)).isPresent();
    }

    @Test
    void oneCallerDoesNotUseUpWhatAnotherHas() {
        for (int i = 0; i < 9; i++) {
            limits.take("ann", 0);
        }

        assertThat(limits.take("ann", 0)).isPresent();
        assertThat(limits.take("bob", 0)).isEmpty();
    }

    @Test
    void neverMoreThanTheBurstIsSavedUp() {
        limits.take("ann", 0);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.take("ann", 1000 * SECOND)).isEmpty();
        }

        assertThat(limits.take("ann", 1000 * SECOND)).isPresent();
    }
}
