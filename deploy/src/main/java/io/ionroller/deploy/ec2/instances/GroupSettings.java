package io.ionroller.deploy.ec2.instances;

import java.time.Duration;

/**
 * What a service's settings say of the target group that its environments share.
 *
 * @param arn of the target group
 * @param stepDelay between one instance that is out and the next that goes in
 */
public record GroupSettings(String arn, Duration stepDelay) {}
