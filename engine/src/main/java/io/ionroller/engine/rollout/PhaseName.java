package io.ionroller.engine.rollout;

import java.util.Locale;

/** Where a release is on its way. The last five are terminal. */
public enum PhaseName {
    /** Accepted; waits until the rollout in flight has ended. */
    QUEUED,
    /** The new environment is being made. */
    CREATING,
    /** The environment exists and must prove that it is healthy (for a warm rollback: that it has the capacity). */
    VERIFYING,
    /** A traffic change is intended and not read back yet. */
    SHIFTING,
    /** Waits for time, for a person, or because the machinery is in trouble. */
    PAUSED,
    /** Has all traffic and is watched. */
    BAKING,
    /** The end state is read back. */
    FINISHING,
    /** All traffic is going back to the environment the rollout started from. */
    ROLLING_BACK,
    /** The release serves all traffic. */
    COMPLETED,
    /** The engine took it back because the release was bad. */
    ROLLED_BACK,
    /** It did not succeed and there was nothing to go back to. */
    FAILED,
    /** A person ended it. */
    ABORTED,
    /** A newer request took its place. */
    SUPERSEDED;

    public boolean terminal() {
        return switch (this) {
            case COMPLETED, ROLLED_BACK, FAILED, ABORTED, SUPERSEDED -> true;
            case QUEUED, CREATING, VERIFYING, SHIFTING, PAUSED, BAKING, FINISHING, ROLLING_BACK -> false;
        };
    }

    /** The written form, {@code rolling-back}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
