package io.ionroller.engine.rollout;

import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The phase of the rollout in flight, with only what that phase needs. */
public sealed interface Phase {

    PhaseName name();

    /** The new environment is being made. */
    record Creating(Instant deadline) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.CREATING;
        }
    }

    /** The environment must be seen with the healthy instances it needs. */
    record Verifying(Instant deadline) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.VERIFYING;
        }
    }

    /** A traffic change is intended and not read back yet. */
    record Shifting(int step, Weight weight, Instant deadline) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.SHIFTING;
        }
    }

    /**
     * Waiting.
     *
     * @param until when it goes on by itself; absent when it does not
     * @param then what comes after the pause
     */
    record Paused(PauseReason reason, @Nullable Instant until, String sentence, Continuation then) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.PAUSED;
        }
    }

    /** All traffic, and watched. */
    record Baking(Instant until) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.BAKING;
        }
    }

    /** The end state is read back. */
    record Finishing(Instant deadline) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.FINISHING;
        }
    }

    /** All traffic goes back to the base; then the outcome. */
    record RollingBack(PhaseName outcome, String reason) implements Phase {
        @Override
        public PhaseName name() {
            return PhaseName.ROLLING_BACK;
        }
    }

    /** What follows a pause. */
    sealed interface Continuation {

        /** The step with this index; past the last one, the bake. */
        record AtStep(int index) implements Continuation {}

        /** The phase that was interrupted, with a new deadline. */
        record Again(Phase phase) implements Continuation {}

        /** The rest of the bake. */
        record BakeOn(Duration remaining) implements Continuation {}
    }
}
