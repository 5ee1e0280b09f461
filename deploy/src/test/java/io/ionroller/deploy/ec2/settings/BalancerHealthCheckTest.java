package io.ionroller.deploy.ec2.settings;

import static io.ionroller.deploy.ec2.settings.BalancerHealthCheck.healthCheckFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.HealthCheck;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BalancerHealthCheckTest {

    @ParameterizedTest
    @CsvSource({
        // interval, timeout, healthy, unhealthy, and the same as the balancer does it
        "1s, 1s, 1, 1, 5, 2, 2, 2",
        "10s, 3s, 2, 3, 10, 3, 2, 3",
        "10ms, 10ms, 100, 100, 5, 2, 10, 10",
        "5500ms, 2001ms, 5, 5, 6, 3, 5, 5",
        "10s, 10s, 5, 5, 11, 10, 5, 5",
        "1h, 1h, 2, 2, 300, 120, 2, 2",
        "5s, 1h, 2, 2, 121, 120, 2, 2",
    })
    void takesTheNearestThatTheBalancerCanDo(
            String interval,
            String timeout,
            int healthy,
            int unhealthy,
            int intervalThere,
            int timeoutThere,
            int healthyThere,
            int unhealthyThere) {
        HealthCheck check =
                new HealthCheck("/up", Durations.parse(interval), healthy, unhealthy, Durations.parse(timeout));
        assertThat(healthCheckFor(check))
                .isEqualTo(new BalancerHealthCheck(
                        "/up",
                        Duration.ofSeconds(intervalThere),
                        Duration.ofSeconds(timeoutThere),
                        healthyThere,
                        unhealthyThere));
    }

    @Test
    void takesTheStandardCheck() {
        assertThat(healthCheckFor(HealthCheck.standard()))
                .isEqualTo(new BalancerHealthCheck("/health", Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3));
    }
}
