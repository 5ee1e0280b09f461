package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Payload;
import java.time.Instant;

/**
 * The circumstances of a call.
 *
 * @param seenAt the time of the state that a read sees: the present, or a while ago
 * @param payload the bytes that come and go besides the structures
 */
public record Call(
        Cloud cloud, Account account, Region region, Principal caller, Instant now, Instant seenAt, Payload payload) {

    boolean seesPresent() {
        return !seenAt.isBefore(now);
    }

    /** Such as {@code arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1}. */
    String arn(String service, String resource) {
        return region.arn(service, resource);
    }
}
