package io.ionroller.deploy.ec2.plan;

import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformPlan.Change;
import io.ionroller.engine.platform.PlatformPlan.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What one check adds to a plan. */
record Part(List<Change> changes, List<Problem> problems, List<String> notes, Map<PlanAspect, String> facts) {

    /** All is well, and there is nothing to say. */
    static final Part NONE = new Part(List.of(), List.of(), List.of(), Map.of());

    Part {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        facts = Map.copyOf(facts);
    }

    static Part of(List<Problem> problems) {
        return new Part(List.of(), problems, List.of(), Map.of());
    }

    static Part blocking(String field, String what, String wanted) {
        return of(List.of(Problem.blocking("platform." + field, what, wanted)));
    }

    static Part warning(String field, String what, String wanted) {
        return of(List.of(Problem.warning("platform." + field, what, wanted)));
    }

    static Part note(String sentence) {
        return new Part(List.of(), List.of(), List.of(sentence), Map.of());
    }

    static Part change(Change change) {
        return new Part(List.of(change), List.of(), List.of(), Map.of());
    }

    static Part fact(PlanAspect aspect, String text) {
        return new Part(List.of(), List.of(), List.of(), Map.of(aspect, text));
    }

    Part and(Part other) {
        Map<PlanAspect, String> all = new EnumMap<>(PlanAspect.class);
        all.putAll(facts);
        other.facts.forEach((aspect, text) -> all.merge(aspect, text, (one, two) -> one + "; " + two));
        return new Part(
                joined(changes, other.changes), joined(problems, other.problems), joined(notes, other.notes), all);
    }

    private static <T> List<T> joined(List<T> one, List<T> two) {
        List<T> all = new ArrayList<>(one);
        all.addAll(two);
        return all;
    }

    /** All of them, in their order. */
    static CompletionStage<Part> all(List<CompletionStage<Part>> parts) {
        CompletionStage<Part> sum = CompletableFuture.completedStage(NONE);
        for (CompletionStage<Part> part : parts) {
            sum = sum.thenCombine(part, Part::and);
        }
        return sum;
    }

    /** A check that cannot be made is a warning that says so. */
    static CompletionStage<Part> orUnknown(String field, String what, CompletionStage<Part> check) {
        return check.exceptionally(thrown -> unknown(field, what, thrown));
    }

    static Part unknown(String field, String what, Throwable thrown) {
        return warning(field, what + " could not be checked: " + message(thrown), "");
    }

    /** A failure of a call that the release makes too; what will not work then is in its way. */
    static Part ofNeeded(String field, Throwable thrown) {
        return cause(thrown) instanceof PlatformException known && known.kind() == PlatformException.Kind.TERMINAL
                ? blocking(field, message(thrown), "")
                : unknown(field, "it", thrown);
    }

    private static String message(Throwable thrown) {
        return String.valueOf(cause(thrown).getMessage());
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
