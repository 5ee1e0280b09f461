package io.ionroller.deploy.ec2.environment;

import java.time.Duration;

/**
 * Where the instances of an environment are targets, if they have traffic: a target group that is not theirs.
 *
 * @param arn of the target group
 * @param grace how long an instance may take from its launch until it answers; for so long a console that says nothing, and a failed
 *     health check, mean nothing
 */
public record SharedTargets(String arn, Duration grace) {}
