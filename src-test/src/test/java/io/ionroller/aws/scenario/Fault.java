package io.ionroller.aws.scenario;

import java.time.Duration;

/** What may go wrong with a call. */
public sealed interface Fault {

    /** Refused with the service's throttling error, before any effect. */
    record Throttled() implements Fault {}

    /** Fails before any effect: 500 is an internal failure, 503 an unavailable service. */
    record Fails(int status) implements Fault {}

    /**
     * Refused with this error of the action's own, before any effect.
     *
     * @param status 0 for the one that AWS's model states
     */
    record Refused(String code, String message, int status) implements Fault {
        public Refused(String code, String message) {
            this(code, message, 0);
        }
    }

    /** Refused because the caller may not. */
    record Denied() implements Fault {}

    /** Takes effect, but the connection is closed without an answer. */
    record LostReply() implements Fault {}

    /** The answer comes so much later, in real time. */
    record Delayed(Duration by) implements Fault {}

    /** A read is answered from the state of a while ago, on the cloud's clock; at most ten minutes. */
    record Stale(Duration by) implements Fault {}
}
