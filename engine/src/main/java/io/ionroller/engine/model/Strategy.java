package io.ionroller.engine.model;

import io.ionroller.engine.model.Step.ManualPause;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Step.TimedPause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How traffic moves to a new environment. Weights never fall and the last step gives the candidate everything.
 *
 * @param steps 1 to 100 steps, the last one a weight of 100%
 */
public record Strategy(List<Step> steps) {

    /** Most steps of one strategy. */
    public static final int MOST_STEPS = 100;

    /** The shorthand names that {@link #named} expands. */
    public static final List<String> NAMES = List.of("all-at-once", "blue-green", "canary", "linear");

    public Strategy {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new InvalidValueException("steps", steps.size() + " steps", "1 to " + MOST_STEPS + " steps");
        }
        checkWeights(steps);
    }

    private static void checkWeights(List<Step> steps) {
        List<Violation> violations = new ArrayList<>();
        Weight reached = Weight.NONE;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof SetWeight(Weight weight)) {
                if (weight.compareTo(reached) <= 0) {
                    violations.add(new Violation(
                            "steps[" + i + "].weight", '"' + weight.percent() + '"', "more than " + reached.percent()));
                } else {
                    reached = weight;
                }
            }
        }
        if (!(steps.getLast() instanceof SetWeight(Weight last) && last.equals(Weight.FULL))) {
            violations.add(new Violation(
                    "steps[" + (steps.size() - 1) + "]",
                    describe(steps.getLast()),
                    "{\"weight\":\"100%\"} as the last step"));
        }
        if (!violations.isEmpty()) {
            throw new InvalidValueException(violations);
        }
    }

    /** Everything in one traffic change. */
    public static Strategy allAtOnce() {
        return new Strategy(List.of(new SetWeight(Weight.FULL)));
    }

    /**
     * Expands a shorthand: {@code all-at-once} (100%), {@code blue-green} (wait for a person, then 100%), {@code canary}
     * (10%, five minutes, 100%: CodeDeploy's Canary10Percent5Minutes), {@code linear} (10% more every minute: CodeDeploy's
     * Linear10PercentEvery1Minute).
     *
     * @throws InvalidValueException for any other name
     */
    public static Strategy named(String name) {
        return switch (name) {
            case "all-at-once" -> allAtOnce();
            case "blue-green" -> new Strategy(List.of(new ManualPause(), new SetWeight(Weight.FULL)));
            case "canary" ->
                new Strategy(List.of(
                        new SetWeight(new Weight(1_000)),
                        new TimedPause(Duration.ofMinutes(5)),
                        new SetWeight(Weight.FULL)));
            case "linear" -> linear();
            default ->
                throw new InvalidValueException(
                        "strategy",
                        '"' + name + '"',
                        "one of " + String.join(", ", NAMES) + ", or an object with \"steps\"");
        };
    }

    private static Strategy linear() {
        List<Step> steps = new ArrayList<>();
        for (int tenth = 1; tenth < 10; tenth++) {
            steps.add(new SetWeight(new Weight(tenth * 1_000)));
            steps.add(new TimedPause(Duration.ofMinutes(1)));
        }
        steps.add(new SetWeight(Weight.FULL));
        return new Strategy(steps);
    }

    /** One step as a person would write it: {@code weight 10%}, {@code pause 30s}, {@code pause until promoted}. */
    public static String describe(Step step) {
        return switch (step) {
            case SetWeight(Weight weight) -> "weight " + weight.percent();
            case TimedPause(Duration duration) -> "pause " + Durations.format(duration);
            case ManualPause() -> "pause until promoted";
        };
    }
}
