package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * A rate that is lowered by a part each time AWS throttles, and rises again steadily to what is configured: additive increase,
 * multiplicative decrease, as TCP does, so that several who share a bucket without knowing of each other end up with similar
 * parts. Not safe for threads; its owner sees to that.
 */
final class LearntRate {

    private static final double NANOS = 1e9;

    private final double configured;
    private final GateSettings.Learning learning;
    private double rate;
    private Instant risen;
    private Instant lowered = Instant.MIN;

    LearntRate(double configured, GateSettings.Learning learning, Instant now) {
        this.configured = configured;
        this.learning = learning;
        this.rate = configured;
        this.risen = now;
    }

    /** Calls per second. */
    double at(Instant now) {
        if (rate < configured) {
            double seconds = Math.max(0, Duration.between(risen, now).toNanos() / NANOS);
            rate = Math.min(
                    configured,
                    rate + configured * seconds / (learning.recoverIn().toNanos() / NANOS));
        }
        risen = now;
        return rate;
    }

    /**
     * AWS has throttled a call.
     *
     * @param started when the call was made: those made before the last decrease say nothing new
     * @return whether the rate was lowered
     */
    boolean throttled(Instant started, Instant now) {
        if (started.isBefore(lowered)) {
            return false;
        }
        limit(at(now) * learning.decrease());
        lowered = now;
        return true;
    }

    /** Another has learnt that it is at most so much. */
    void limit(double most) {
        rate = Math.max(configured * learning.floor(), Math.min(rate, most));
    }
}
