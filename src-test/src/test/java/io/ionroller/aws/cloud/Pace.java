package io.ionroller.aws.cloud;

import java.time.Duration;

/**
 * How long things take that AWS gives no figure for; all on the cloud's clock.
 *
 * @param start of an instance, from pending to running
 * @param boot from running to answering on its port
 * @param stop from shutting-down to terminated
 * @param reaction of an Auto Scaling group to anything
 * @param retry of a failed launch
 * @param balancer until a load balancer is active
 * @param propagation of a change in Route 53 ("generally within 60 seconds": Route 53's GetChange)
 */
public record Pace(
        Duration start,
        Duration boot,
        Duration stop,
        Duration reaction,
        Duration retry,
        Duration balancer,
        Duration propagation) {

    public static final Pace USUAL = new Pace(
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
}
