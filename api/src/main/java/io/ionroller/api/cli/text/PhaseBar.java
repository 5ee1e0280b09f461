package io.ionroller.api.cli.text;

import java.util.ArrayList;
import java.util.List;

/** The phases of a rollout in one line: what is done, where it is, what comes. */
public final class PhaseBar {

    private static final List<String> NEW_ENVIRONMENT =
            List.of("creating", "verifying", "shifting", "baking", "finishing");
    private static final List<String> WARM = List.of("verifying", "shifting", "baking", "finishing");

    private PhaseBar() {}

    /**
     * Draws it.
     *
     * @param kind of the release
     * @param phase where it is, or how it ended
     * @param reached the last of the phases above that it was seen in
     */
    public static String of(String kind, String phase, String reached, Paint paint) {
        List<String> phases = "warm-rollback".equals(kind) ? WARM : NEW_ENVIRONMENT;
        int at = "completed".equals(phase) ? phases.size() : phases.indexOf(reached);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            String name = phases.get(i);
            if (i < at) {
                parts.add(paint.apply(Style.GOOD, paint.done() + " " + name));
            } else if (i == at) {
                parts.add(current(name, phase, paint));
            } else {
                parts.add(paint.dim(paint.ahead() + " " + name));
            }
        }
        if (Style.ofPhase(phase) == Style.BAD) {
            String sign = "rolling-back".equals(phase) ? paint.current() : paint.wrong();
            parts.add(paint.apply(Style.BAD, sign + " " + phase));
        } else if ("completed".equals(phase)) {
            parts.add(paint.apply(Style.GOOD, paint.done() + " completed"));
        }
        return String.join("  ", parts);
    }

    private static String current(String name, String phase, Paint paint) {
        return switch (Style.ofPhase(phase)) {
            case BAD -> paint.apply(Style.BAD, paint.wrong() + " " + name);
            case WAITING -> paint.apply(Style.WAITING, paint.current() + " " + name + " (" + phase + ")");
            case PLAIN, BOLD, DIM, GOOD, BUSY -> paint.apply(Style.BUSY, paint.current() + " " + name);
        };
    }
}
