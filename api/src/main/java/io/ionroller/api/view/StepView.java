package io.ionroller.api.view;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a rollout.
 *
 * @param step place in the strategy, from 1
 * @param text as a person would say it, such as {@code weight 10%}
 * @param weight percent string; absent for a pause
 * @param pause a duration such as {@code 30s}, or {@code manual}; absent for a weight
 * @param state {@code done}, {@code current} or {@code ahead}
 */
public record StepView(
        int step,
        String text,
        @Nullable String weight,
        @Nullable String pause,
        String state) {

    /** All steps of a rollout that has begun the step with index {@code reached}. */
    static List<StepView> of(List<Step> steps, int reached) {
        return IntStream.range(0, steps.size())
                .mapToObj(index -> of(steps.get(index), index + 1, state(index, reached)))
                .toList();
    }

    private static StepView of(Step step, int number, String state) {
        String text = Strategy.describe(step);
        return switch (step) {
            case Step.SetWeight(var weight) -> new StepView(number, text, weight.percent(), null, state);
            case Step.TimedPause(var duration) -> new StepView(number, text, null, Durations.format(duration), state);
            case Step.ManualPause() -> new StepView(number, text, null, "manual", state);
        };
    }

    private static String state(int index, int reached) {
        if (index == reached) {
            return "current";
        }
        return index < reached ? "done" : "ahead";
    }
}
