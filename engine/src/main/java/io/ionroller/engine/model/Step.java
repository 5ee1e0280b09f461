package io.ionroller.engine.model;

import java.time.Duration;

/** One item of a {@link Strategy}. */
public sealed interface Step {

    /** Give the candidate this share of the traffic; the stable environment keeps the rest. */
    record SetWeight(Weight weight) implements Step {}

    /** Wait for this long; more than zero. */
    record TimedPause(Duration duration) implements Step {
        public TimedPause {
            if (duration.isZero() || duration.isNegative()) {
                throw new InvalidValueException("pause", Durations.format(duration), "more than 0s");
            }
        }
    }

    /** Wait until somebody promotes or resumes the rollout. */
    record ManualPause() implements Step {}
}
