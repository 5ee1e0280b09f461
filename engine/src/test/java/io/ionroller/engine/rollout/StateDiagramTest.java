package io.ionroller.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/state-diagram.md} shows the transition table. */
class StateDiagramTest {

    private static final Map<Class<? extends ServiceEvent>, String> MEANINGS = meanings();

    @Test
    void documentShowsTheTransitionTable() {
        Documents.check("state-diagram.md", document(), StateDiagramTest.class);
    }

    @Test
    void everyEventOfTheTableHasAMeaning() {
        assertThat(TransitionTable.transitions())
                .extracting(Transition::event)
                .isSubsetOf(MEANINGS.keySet())
                .containsAll(MEANINGS.keySet());
    }

    private static String document() {
        return """
                # The way of a release

                <!-- Made from io.ionroller.engine.rollout.TransitionTable by StateDiagramTest; do not edit. -->

                Every legal step of a release from phase to phase. The machine refuses any other, and a test fails when one of
                these is never taken. Steps from any phase of a rollout in flight are drawn once, from the frame.

                ```mermaid
                stateDiagram-v2
                %s```

                | event | meaning | from | to |
                |---|---|---|---|
                %s
                A dash under "to" means that the phase stays as it is.
                """.formatted(diagram(), table());
    }

    private static String diagram() {
        Map<List<String>, String> arrows = new LinkedHashMap<>();
        TransitionTable.transitions().stream()
                .filter(step -> step.before() != step.after())
                .filter(step -> !fromAnywhere(step))
                .forEach(step -> arrows.merge(
                        List.of(step.before() == null ? "[*]" : state(step.before()), state(step.after())),
                        label(step),
                        (one, two) -> one.equals(two) ? one : one + " / " + two));
        StringBuilder text = new StringBuilder("    state \"rollout in flight\" as in_flight {\n");
        arrows.forEach((arrow, label) -> {
            if (inFlight(arrow)) {
                text.append("        ").append(line(arrow, label));
            }
        });
        text.append("    }\n");
        arrows.forEach((arrow, label) -> {
            if (!inFlight(arrow)) {
                text.append("    ").append(line(arrow, label));
            }
        });
        text.append("    in_flight --> rolling_back: rollback started\n");
        text.append("    in_flight --> failed: release failed\n");
        text.append("    in_flight --> aborted: release aborted\n");
        text.append("    in_flight --> superseded: release superseded\n");
        for (PhaseName phase : PhaseName.values()) {
            if (phase.terminal()) {
                text.append("    ").append(state(phase)).append(" --> [*]\n");
            }
        }
        return text.toString();
    }

    private static String line(List<String> arrow, String label) {
        return arrow.getFirst() + " --> " + arrow.getLast() + ": " + label + "\n";
    }

    private static boolean inFlight(List<String> arrow) {
        List<String> phases = List.of("creating", "verifying", "shifting", "paused", "baking", "finishing");
        return phases.containsAll(arrow);
    }

    private static boolean fromAnywhere(Transition step) {
        return List.of(RollbackStarted.class, ReleaseFailed.class, ReleaseAborted.class, ReleaseSuperseded.class)
                        .contains(step.event())
                && step.before() != PhaseName.QUEUED
                && step.before() != PhaseName.ROLLING_BACK;
    }

    private static String state(PhaseName phase) {
        return phase.text().replace('-', '_');
    }

    private static String label(Transition step) {
        return words(step.event());
    }

    private static String words(Class<?> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        MEANINGS.forEach((event, meaning) -> {
            Map<String, List<String>> byTarget = TransitionTable.transitions().stream()
                    .filter(step -> step.event().equals(event))
                    .collect(Collectors.groupingBy(
                            step -> step.before() == step.after()
                                    ? "-"
                                    : step.after().text(),
                            TreeMap::new,
                            Collectors.mapping(
                                    step -> step.before() == null
                                            ? "nothing"
                                            : step.before().text(),
                                    Collectors.toList())));
            byTarget.forEach((to, from) -> text.append("| %s | %s | %s | %s |%n"
                    .formatted(words(event), meaning, String.join(", ", from), to)
                    .replace("\r", "")));
        });
        return text.toString();
    }

    private static Map<Class<? extends ServiceEvent>, String> meanings() {
        Map<Class<? extends ServiceEvent>, String> all = new LinkedHashMap<>();
        all.put(ReleaseAccepted.class, "a release was requested and will be tried");
        all.put(ReleaseQueued.class, "it waits for the rollout in flight");
        all.put(RolloutStarted.class, "its rollout begins: with a new environment, or with one that is still warm");
        all.put(EnvironmentCreated.class, "all instances of its environment run");
        all.put(EnvironmentVerified.class, "its environment was seen with all instances healthy");
        all.put(StepStarted.class, "a weight step begins");
        all.put(RolloutPaused.class, "it waits for time, for a person, or because it is held");
        all.put(PauseRequested.class, "somebody asked for a pause after the work under way");
        all.put(RolloutResumed.class, "the pause is over, or a requested one is withdrawn");
        all.put(RolloutPromoted.class, "somebody skipped a pause, the bake, or all remaining steps");
        all.put(BakeStarted.class, "it has all traffic and is watched");
        all.put(FinishStarted.class, "the end state is being read back");
        all.put(ReleaseCompleted.class, "it has all traffic, seen by a reading");
        all.put(RollbackStarted.class, "all traffic goes back to the base");
        all.put(ReleaseRolledBack.class, "the engine took it back because it was bad");
        all.put(ReleaseFailed.class, "it did not succeed and there was nothing to go back to");
        all.put(ReleaseAborted.class, "a person ended it");
        all.put(ReleaseSuperseded.class, "a newer request took its place");
        return all;
    }
}
