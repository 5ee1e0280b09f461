package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;

/** The running count behind {@link LaneFigures}. Not safe for threads. */
final class LaneCount {

    /** What was delayed longer ago is not delayed any more. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    private long calls;
    private long waited;
    private Duration waits = Duration.ZERO;
    private Duration longestWait = Duration.ZERO;
    private long throttled;
    private long givenUp;
    private Duration lastWait = Duration.ZERO;
    private Instant lastEnd = Instant.EPOCH;

    void made(Duration wait, Instant now) {
        calls++;
        ended(wait, now);
    }

    void givenUp(Duration wait, Instant now) {
        givenUp++;
        ended(wait, now);
    }

    void throttled() {
        throttled++;
    }

    private void ended(Duration wait, Instant now) {
        lastWait = wait;
        lastEnd = now;
        if (wait.isZero()) {
            return;
        }
        waited++;
        waits = waits.plus(wait);
        longestWait = longer(longestWait, wait);
    }

    /** @param oldest how long the one that waits longest has waited; zero if nobody waits */
    LaneFigures figures(int waiting, Duration oldest, Instant now) {
        Duration last = lastEnd.isBefore(now.minus(RECENT)) ? Duration.ZERO : lastWait;
        return new LaneFigures(
                calls, waited, waits, longestWait, throttled, givenUp, waiting, waiting > 0 ? oldest : last);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
