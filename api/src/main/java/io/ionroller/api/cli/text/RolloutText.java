package io.ionroller.api.cli.text;

import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rollout in flight, as text: phases, step, what it waits for and why, and what can be done. */
public final class RolloutText {

    private static final int STEPS_BEFORE = 2;
    private static final int STEPS_SHOWN = 7;

    private RolloutText() {}

    /**
     * How far a rollout has come.
     *
     * @param reached the phase of the bar that it has come to
     */
    public record Stage(RolloutView rollout, String reached) {

        /** As far as one view tells. */
        static Stage of(RolloutView rollout) {
            return new Stage(rollout, RolloutText.reached(rollout, ""));
        }
    }

    /** The lines about it. */
    public static List<String> of(String service, Stage stage, Moment moment, Paint paint) {
        RolloutView rollout = stage.rollout();
        List<String> lines = new ArrayList<>();
        lines.add(PhaseBar.of(rollout.kind(), rollout.phase(), stage.reached(), paint));
        if (rollout.stepCount() > 1) {
            String place = rollout.step() == 0
                    ? rollout.stepCount() + " steps: "
                    : "Step " + rollout.step() + " of " + rollout.stepCount() + ": ";
            lines.add(place + steps(rollout, paint));
        }
        lines.add(paint.apply(Style.ofPhase(rollout.phase()), moment.localized(rollout.sentence())));
        lines.add(next(service, rollout, moment));
        return lines;
    }

    /**
     * The phase of the bar that a rollout has come to. A pause and a rollback are aside of the bar: there it stays where
     * they began.
     *
     * @param before what it had come to when it was seen last; empty when it was not
     */
    public static String reached(RolloutView rollout, String before) {
        boolean aside = "paused".equals(rollout.phase()) || "rolling-back".equals(rollout.phase());
        if (!aside) {
            return rollout.phase();
        }
        boolean late = "baking".equals(before) || "finishing".equals(before);
        if (late) {
            return before;
        }
        if (rollout.step() > 0) {
            return "shifting";
        }
        return before.isEmpty() ? "verifying" : before;
    }

    private static String next(String service, RolloutView rollout, Moment moment) {
        Instant until = rollout.until();
        Instant deadline = rollout.deadline();
        if (until != null) {
            return "Goes on at " + moment.due(until);
        }
        if (deadline != null) {
            return "Must be over at " + moment.due(deadline) + ", or it rolls back";
        }
        String since = "Since " + moment.near(rollout.since()) + " (" + moment.ago(rollout.since()) + ")";
        return "paused".equals(rollout.phase())
                ? since + ". Go on: ionroller " + ("manual".equals(rollout.pauseReason()) ? "promote " : "resume ")
                        + service + ". Take it back: ionroller abort " + service
                : since;
    }

    private static String steps(RolloutView rollout, Paint paint) {
        List<StepView> steps = rollout.steps();
        int from = Math.clamp(rollout.step() - 1L - STEPS_BEFORE, 0, Math.max(0, steps.size() - STEPS_SHOWN));
        int to = Math.min(steps.size(), from + STEPS_SHOWN);
        List<String> shown = new ArrayList<>();
        if (from > 0) {
            shown.add("...");
        }
        steps.subList(from, to).forEach(step -> shown.add(step(step, paint)));
        if (to < steps.size()) {
            shown.add("...");
        }
        return String.join(", ", shown);
    }

    private static String step(StepView step, Paint paint) {
        return switch (step.state()) {
            case "done" -> paint.apply(Style.GOOD, step.text());
            case "current" -> paint.bold("[" + step.text() + "]");
            default -> paint.dim(step.text());
        };
    }
}
