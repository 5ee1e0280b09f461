package io.ionroller.api.cli.text;

import io.ionroller.api.view.PlanView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plan of a release, as text of at most 80 columns. */
public final class PlanText {

    private static final int INDENT = 2;
    private static final int TIME = 12;

    private PlanText() {}

    /**
     * @param named whether the revision was named, and so must be named again for the release
     */
    public static List<String> of(PlanView plan, boolean named, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(plan.service()) + "  " + plan.version()
                + (plan.release() == null
                        ? ""
                        : " would be release " + plan.release() + " with revision " + plan.revision()));
        lines.addAll(Wrapped.lines(sentence(plan), 0));
        section(lines, "CHANGES", plan.changes().stream().flatMap(change -> change(change, paint)), paint);
        section(lines, "WAY", plan.steps().stream().flatMap(step -> step(step, paint)), paint);
        lines.addAll(doubled(plan, paint));
        section(lines, "CALLS", calls(plan.calls()).stream(), paint);
        section(lines, "PROBLEMS", plan.problems().stream().flatMap(problem -> problem(problem, paint)), paint);
        section(lines, "NOTES", plan.notes().stream().flatMap(note -> Wrapped.item("-", note, INDENT).stream()), paint);
        lines.add("");
        lines.addAll(end(plan, named, paint));
        return lines;
    }

    private static String sentence(PlanView plan) {
        return PlanView.REFUSED.equals(plan.outcome())
                ? "It would be refused (" + plan.code() + "): " + plan.sentence()
                : "The answer would be: " + plan.sentence();
    }

    private static void section(List<String> lines, String title, Stream<String> content, Paint paint) {
        List<String> all = content.toList();
        if (!all.isEmpty()) {
            lines.add("");
            lines.add(paint.bold(title));
            lines.addAll(all);
        }
    }

    private static Stream<String> change(PlanView.Change change, Paint paint) {
        String sign = switch (change.verb()) {
            case "create" -> "+";
            case "remove" -> "-";
            default -> "~";
        };
        Style style = switch (change.verb()) {
            case "create" -> Style.GOOD;
            case "remove" -> Style.BAD;
            default -> Style.WAITING;
        };
        List<String> lines = new ArrayList<>(Wrapped.item(sign, change.kind() + " " + change.name(), INDENT));
        lines.set(
                0,
                " ".repeat(INDENT) + paint.apply(style, sign) + lines.getFirst().substring(INDENT + 1));
        if (!change.detail().isEmpty()) {
            Wrapped.lines(change.detail(), INDENT + 4).forEach(line -> lines.add(paint.dim(line)));
        }
        return lines.stream();
    }

    private static Stream<String> step(PlanView.Step step, Paint paint) {
        Style style = switch (step.kind()) {
            case "shift" -> Style.BUSY;
            case "pause", "person" -> Style.WAITING;
            case "complete" -> Style.GOOD;
            case "retire", "drain", "remove" -> Style.DIM;
            default -> Style.PLAIN;
        };
        String text = step.text();
        if (step.kind().equals("create") || step.kind().equals("verify")) {
            text += ", within " + Spans.format(Objects.requireNonNullElse(step.lasts(), Duration.ZERO));
        }
        if (!step.weights().isEmpty()) {
            text += ": "
                    + new TreeMap<>(step.weights())
                            .entrySet().stream()
                                    .map(weight -> weight.getKey() + " " + weight.getValue())
                                    .collect(Collectors.joining(", "));
        }
        List<String> wrapped = Wrapped.lines(text, INDENT + TIME);
        List<String> lines = new ArrayList<>();
        for (String line : wrapped) {
            String time = lines.isEmpty() ? time(step) : "";
            lines.add(" ".repeat(INDENT)
                    + time
                    + " ".repeat(TIME - time.length())
                    + paint.apply(style, line.substring(INDENT + TIME)));
        }
        return lines.stream();
    }

    private static String time(PlanView.Step step) {
        return switch (step.kind()) {
            case "create", "verify" -> "first";
            default -> "+" + Spans.wholeSeconds(step.after());
        };
    }

    private static List<String> doubled(PlanView plan, Paint paint) {
        Duration doubled = plan.doubledFor();
        if (doubled == null) {
            return List.of();
        }
        boolean person = plan.steps().stream().anyMatch(step -> step.kind().equals("person"));
        List<String> lines = new ArrayList<>(List.of("", paint.bold("DOUBLED FLEET")));
        lines.addAll(Wrapped.lines(
                "Both environments run for at least " + Spans.wholeSeconds(doubled)
                        + " after the new one is healthy, and while it becomes so"
                        + (person ? "; and for as long as a person takes" : "") + ".",
                INDENT));
        return lines;
    }

    private static List<String> calls(Map<String, Integer> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        int sum = calls.values().stream().mapToInt(Integer::intValue).sum();
        String each = calls.entrySet().stream()
                .map(call -> call.getKey() + " " + call.getValue())
                .collect(Collectors.joining(", "));
        return Wrapped.lines(sum + ", and looks while something is awaited: " + each, INDENT);
    }

    private static Stream<String> problem(PlanView.Problem problem, Paint paint) {
        boolean blocking = problem.severity().equals("blocking");
        String sign = blocking ? paint.wrong() : "!";
        List<String> lines = new ArrayList<>(Wrapped.item(sign, problem.field() + ": " + problem.what(), INDENT));
        Style style = blocking ? Style.BAD : Style.WAITING;
        lines.replaceAll(line -> " ".repeat(INDENT) + paint.apply(style, line.substring(INDENT)));
        if (!problem.wanted().isEmpty()) {
            lines.addAll(Wrapped.lines("wanted: " + problem.wanted(), INDENT + 4));
        }
        return lines.stream();
    }

    private static List<String> end(PlanView plan, boolean named, Paint paint) {
        if (!plan.goes()) {
            return List.of(paint.apply(Style.BAD, "It would not go.") + " Plan " + plan.plan());
        }
        String revision = named ? " --revision " + plan.revision() : "";
        return List.of(
                paint.apply(Style.GOOD, "It would go.") + " Plan " + plan.plan(),
                "Release exactly this:",
                "  ionroller release " + plan.service() + " " + plan.version() + revision + " --plan \\",
                "    " + plan.plan());
    }
}
