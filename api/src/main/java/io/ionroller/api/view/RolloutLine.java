package io.ionroller.api.view;

import io.ionroller.engine.query.RolloutSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollout in flight, in the list of services.
 *
 * @param step number of the last step begun, from 1; 0 before the first
 * @param steps all of them
 * @param pauseReason {@code timed}, {@code manual}, {@code requested} or {@code held}; absent when it is not paused
 * @param since when its phase began
 */
public record RolloutLine(
        int step, List<StepView> steps, @Nullable String pauseReason, Instant since) {

    static RolloutLine of(RolloutSummary summary) {
        return new RolloutLine(
                summary.reached() + 1,
                StepView.of(summary.steps(), summary.reached()),
                summary.pauseReason(),
                summary.since());
    }
}
