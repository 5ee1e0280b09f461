package io.ionroller.deploy.ec2.gate;

import java.time.Duration;

/** The running count behind {@link LaneFigures}. Not safe for threads. */
final class LaneCount {

    private long calls;
    private long waited;
    private Duration waits = Duration.ZERO;
    private Duration longestWait = Duration.ZERO;
    private long throttled;
    private long givenUp;
    private Duration lastWait = Duration.ZERO;

    void made(Duration wait) {
        calls++;
        ended(wait);
    }

    void givenUp(Duration wait) {
        givenUp++;
        ended(wait);
    }

    void throttled() {
        throttled++;
    }

    private void ended(Duration wait) {
        lastWait = wait;
        if (wait.isZero()) {
            return;
        }
        waited++;
        waits = waits.plus(wait);
        longestWait = longer(longestWait, wait);
    }

    /** @param oldest how long the one that waits longest has waited; zero if nobody waits */
    LaneFigures figures(int waiting, Duration oldest) {
        return new LaneFigures(
                calls, waited, waits, longestWait, throttled, givenUp, waiting, waiting > 0 ? oldest : lastWait);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
