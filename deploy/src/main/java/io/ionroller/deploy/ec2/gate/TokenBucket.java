package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;

/** The tokens of a gate, of which some are for rollbacks only. Starts full, as AWS's does. Not safe for threads. */
final class TokenBucket {

    private static final double NANOS = 1e9;
    private static final double FEWEST_RESERVED = 2;
    /** Against fractions that rounding loses, or a wait would end just before its token is whole. */
    private static final double ROUNDING = 1e-6;

    private final double reservedShare;
    private Allowance allowance;
    private double tokens;
    private Instant filled;

    TokenBucket(Allowance allowance, double reservedShare, Instant now) {
        this.allowance = allowance;
        this.reservedShare = reservedShare;
        this.tokens = allowance.capacity();
        this.filled = now;
    }

    /** Adds what came in since the last time at the rate until now, and goes on by the new allowance. */
    void fill(Allowance next, Instant now) {
        double seconds = Math.max(0, Duration.between(filled, now).toNanos() / NANOS);
        tokens = Math.min(next.capacity(), tokens + seconds * allowance.perSecond());
        allowance = next;
        filled = now;
    }

    /** Takes a token if there is one for this lane. */
    boolean take(Lane lane) {
        if (tokens + ROUNDING < needed(lane)) {
            return false;
        }
        tokens = Math.max(0, tokens - 1);
        return true;
    }

    /** How long until {@link #take} will succeed if nobody else takes one. */
    Duration untilToken(Lane lane) {
        double missing = Math.max(0, needed(lane) - tokens);
        return Duration.ofNanos((long) Math.ceil(missing / allowance.perSecond() * NANOS));
    }

    /** AWS's bucket is empty whatever this one holds. Rollbacks may still try their luck. */
    void empty() {
        tokens = Math.min(tokens, reserved());
    }

    double tokens() {
        return tokens;
    }

    Allowance allowance() {
        return allowance;
    }

    private double needed(Lane lane) {
        return lane == Lane.ROLLBACK ? 1 : reserved() + 1;
    }

    private double reserved() {
        double share = Math.max(FEWEST_RESERVED, allowance.capacity() * reservedShare);
        return Math.min(share, allowance.capacity() - 1);
    }
}
