package io.ionroller.engine.json;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code strategy} of a configuration: a shorthand name, or an object with {@code steps}. */
final class StrategyReader {

    static final String STRATEGY = "strategy";

    private static final String STEPS = "steps";
    private static final String STEP = "{\"weight\":\"10%\"}, {\"pause\":\"30s\"} or {\"pause\":\"manual\"}";
    private static final String SHAPE = "one of " + String.join(", ", Strategy.NAMES) + ", or an object with \"steps\"";

    private final List<Violation> violations;

    StrategyReader(List<Violation> violations) {
        this.violations = violations;
    }

    /** The strategy expanded to steps; all at once when the document has none. Absent when something is wrong with it. */
    Optional<Strategy> read(Fields document) {
        if (!document.has(STRATEGY)) {
            return Optional.of(Strategy.allAtOnce());
        }
        if (document.raw(STRATEGY) instanceof String name) {
            return document.passes(STRATEGY, () -> Strategy.named(name))
                    ? Optional.of(Strategy.named(name))
                    : Optional.empty();
        }
        return document.object(STRATEGY, SHAPE).flatMap(this::steps);
    }

    private Optional<Strategy> steps(Fields strategy) {
        strategy.onlyThese(List.of(STEPS));
        Optional<List<?>> items = strategy.list(STEPS, "a list of steps");
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < items.get().size() && i <= Strategy.MOST_STEPS; i++) {
            step(strategy, strategy.path(STEPS) + "[" + i + "]", items.get().get(i))
                    .ifPresent(steps::add);
        }
        if (steps.size() < items.get().size() && items.get().size() <= Strategy.MOST_STEPS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Strategy(steps));
        } catch (InvalidValueException e) {
            e.violations().forEach(v -> violations.add(v.under(STRATEGY)));
            return Optional.empty();
        }
    }

    private Optional<Step> step(Fields strategy, String path, @Nullable Object item) {
        Optional<Fields> found = strategy.object(path, item, STEP);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields step = found.get();
        step.onlyThese(List.of(StepFormat.WEIGHT, StepFormat.PAUSE));
        boolean weight = step.has(StepFormat.WEIGHT);
        if (weight && step.has(StepFormat.PAUSE)) {
            step.note(StepFormat.PAUSE, "both a weight and a pause", "two steps, one for each");
            return Optional.empty();
        }
        if (weight) {
            return step.text(StepFormat.WEIGHT, Weight::ofPercent)
                    .map(Weight::ofPercent)
                    .map(SetWeight::new);
        }
        if (step.has(StepFormat.PAUSE)) {
            return step.text(StepFormat.PAUSE, StepFormat::pause).map(StepFormat::pause);
        }
        if (step.all().isEmpty()) {
            violations.add(new Violation(path, "an empty object", STEP));
        }
        return Optional.empty();
    }
}
