package io.ionroller.aws;

import java.time.Instant;

/**
 * A call that was made.
 *
 * @param number from 1, in the order of arrival
 * @param at on the cloud's clock
 * @param request as JSON, whatever the protocol was; "" if it could not be decoded
 * @param outcome {@code OK}, an error code, {@code OK, reply lost}, or {@code dropped} before any effect
 */
public record CallRecord(
        long number,
        Instant at,
        String account,
        String region,
        String service,
        String action,
        String request,
        String outcome,
        String requestId) {

    public boolean succeeded() {
        return outcome.startsWith("OK");
    }
}
