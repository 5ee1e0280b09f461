package io.ionroller.deploy.ec2.gate;

/**
 * How many calls a token bucket lets through.
 *
 * @param capacity calls that may go at once after a calm time; at least {@link #SMALLEST_CAPACITY}
 * @param perSecond calls per second in the long run; more than 0
 */
public record Allowance(double capacity, double perSecond) {

    /** Two tokens for rollbacks and one for everybody else; with fewer nobody else would ever go. */
    public static final double SMALLEST_CAPACITY = 3;

    public Allowance {
        if (!(capacity >= SMALLEST_CAPACITY) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException(
                    "capacity: got " + capacity + ", wanted " + SMALLEST_CAPACITY + " calls or more");
        }
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    "per-second: got " + perSecond + ", wanted more than 0 calls per second");
        }
    }

    Allowance atRate(double newPerSecond) {
        return new Allowance(capacity, newPerSecond);
    }

    /** An equal part for each of so many nodes. */
    Allowance part(int nodes) {
        return new Allowance(Math.max(SMALLEST_CAPACITY, capacity / nodes), perSecond / nodes);
    }
}
