package io.ionroller.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** The only source of chance while a history runs: how long messages, calls and writes take, and so what comes first. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Between actors of one process. */
    Duration message() {
        return Duration.ofNanos(1_000L * random.nextInt(1, 500));
    }

    /** From a process to the cloud, or back. */
    Duration wayToCloud() {
        return Duration.ofNanos(1_000L * random.nextInt(2_000, 120_000));
    }

    /** From a process to the journal, or back. */
    Duration wayToJournal() {
        return Duration.ofNanos(1_000L * random.nextInt(300, 8_000));
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}
