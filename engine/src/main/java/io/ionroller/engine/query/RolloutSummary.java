package io.ionroller.engine.query;

import io.ionroller.engine.model.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollout in flight, in the list of services.
 *
 * @param steps the steps it takes
 * @param reached index of the last step begun; -1 before the first
 * @param pauseReason such as {@code manual}; absent when it is not paused
 * @param since when its phase began
 */
public record RolloutSummary(
        List<Step> steps, int reached, @Nullable String pauseReason, Instant since) {

    public RolloutSummary {
        steps = List.copyOf(steps);
    }
}
