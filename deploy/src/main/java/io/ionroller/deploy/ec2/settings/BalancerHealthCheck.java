package io.ionroller.deploy.ec2.settings;

import io.ionroller.engine.model.HealthCheck;
import java.time.Duration;

/**
 * A service's health check in the terms of Elastic Load Balancing, which knows coarser numbers than ION-Roller. What is out
 * of its range is taken to the nearest value within: every second becomes every 5 seconds, one success becomes two. The
 * ranges are those of AWS's service model of {@code CreateTargetGroup}.
 *
 * @param interval whole seconds from 5 s to 300 s, longer than the timeout
 * @param timeout whole seconds from 2 s to 120 s
 * @param healthyThreshold 2 to 10
 * @param unhealthyThreshold 2 to 10
 */
public record BalancerHealthCheck(
        String path, Duration interval, Duration timeout, int healthyThreshold, int unhealthyThreshold) {

    private static final int LEAST_INTERVAL = 5;
    private static final int MOST_INTERVAL = 300;
    private static final int LEAST_TIMEOUT = 2;
    private static final int MOST_TIMEOUT = 120;
    private static final int LEAST_THRESHOLD = 2;
    private static final int MOST_THRESHOLD = 10;

    public BalancerHealthCheck {
        Shapes.need("interval", interval, Duration.ofSeconds(LEAST_INTERVAL), Duration.ofSeconds(MOST_INTERVAL));
        Shapes.need("timeout", timeout, Duration.ofSeconds(LEAST_TIMEOUT), Duration.ofSeconds(MOST_TIMEOUT));
        Shapes.need("healthy_threshold", healthyThreshold, LEAST_THRESHOLD, MOST_THRESHOLD);
        Shapes.need("unhealthy_threshold", unhealthyThreshold, LEAST_THRESHOLD, MOST_THRESHOLD);
    }

    /** The nearest check that the balancer can do; parts of a second are rounded up. */
    public static BalancerHealthCheck healthCheckFor(HealthCheck check) {
        long timeout = Math.clamp(wholeSeconds(check.timeout()), LEAST_TIMEOUT, MOST_TIMEOUT);
        long interval = Math.clamp(wholeSeconds(check.interval()), LEAST_INTERVAL, MOST_INTERVAL);
        return new BalancerHealthCheck(
                check.path(),
                // AWS refuses an interval that is not longer than the timeout.
                Duration.ofSeconds(Math.max(interval, timeout + 1)),
                Duration.ofSeconds(timeout),
                Math.clamp(check.healthyThreshold(), LEAST_THRESHOLD, MOST_THRESHOLD),
                Math.clamp(check.unhealthyThreshold(), LEAST_THRESHOLD, MOST_THRESHOLD));
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
