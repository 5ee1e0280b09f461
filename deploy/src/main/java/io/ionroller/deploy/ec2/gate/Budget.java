package io.ionroller.deploy.ec2.gate;

import java.time.Instant;

/**
 * What one process may use of one of AWS's buckets. Asked by its {@link Gate} before every call, so it answers from memory: no call
 * ever waits for a message to another node. Safe for all threads.
 */
public interface Budget {

    /** What this process may use now. */
    Allowance allowance(Instant now);

    /**
     * AWS has throttled a call.
     *
     * @param started when the call was made
     * @return whether the rate was lowered; it is not for calls that were under way when it was lowered last
     */
    boolean throttled(Instant started, Instant now);

    /** A call came to the gate. */
    default void entered(Lane lane) {}

    /** A call that had come has been made or given up. */
    default void left(Lane lane) {}
}
