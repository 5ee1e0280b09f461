package io.ionroller.deploy.ec2.gate;

import io.ionroller.engine.platform.Priority;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an AWS call is for, the most urgent first. Calls of a lane wait behind those of the lanes above (class {@link Gate}). */
public enum Lane {
    /** A rollback waits for it: goes before all others, and has tokens of its own. */
    ROLLBACK("rollback"),
    /** A step, a proof or a removal waits for it. */
    VERIFY("verification"),
    /** Something new is made. */
    CREATE("creation"),
    /** A look during a rollout. */
    WATCH("observation of a rollout"),
    /** A look at what is calm. */
    OBSERVE("observation"),
    /** The search for what nobody owns any more. */
    SWEEP("clearing up");

    private final String activity;

    Lane(String activity) {
        this.activity = activity;
    }

    /** The lane of the calls that serve a platform call of this priority. */
    public static Lane of(Priority priority) {
        return switch (priority) {
            case ROLLBACK -> ROLLBACK;
            case VERIFY -> VERIFY;
            case CREATE -> CREATE;
            case WATCH -> WATCH;
            case OBSERVE -> OBSERVE;
        };
    }

    /** Its name in settings and metrics: {@code rollback}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lane with this label. */
    static Optional<Lane> labelled(String label) {
        return Arrays.stream(values())
                .filter(lane -> lane.label().equals(label))
                .findFirst();
    }

    /** What is delayed when its calls wait; for sentences. */
    String activity() {
        return activity;
    }
}
