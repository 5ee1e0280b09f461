package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.settings.TestRule;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service's settings say of its rule.
 *
 * @param key which rule it is
 * @param priority of the rule when it is made, 1 to 50000; absent for the next free one
 * @param stickiness how long a client stays with its target group, 1 to 604800 s; absent for not at all
 * @param drainDelay how long requests, and clients that stick, may still come after the weight became 0
 * @param drainPeriods minutes without a request, by the balancer's metrics, before a group counts as drained; 0 to 10
 * @param test by what requests reach a new environment before it has traffic
 */
public record RuleSettings(
        RuleKey key,
        Optional<Integer> priority,
        Optional<Duration> stickiness,
        Duration drainDelay,
        int drainPeriods,
        Optional<TestRule> test) {

    Optional<Integer> stickySeconds() {
        return stickiness.map(time -> (int) time.toSeconds());
    }
}
