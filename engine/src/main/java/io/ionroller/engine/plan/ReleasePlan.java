package io.ionroller.engine.plan;

import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.rollout.PlanId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a release would do and what stands in its way.
 *
 * @param id derived from the facts
 * @param facts what the plan rests on
 * @param forecast what the machine would decide
 * @param platform what the platform would do; empty where the release would be refused
 */
public record ReleasePlan(
        PlanId id, Version version, Map<PlanAspect, String> facts, Forecast forecast, PlatformPlan platform) {

    public ReleasePlan {
        facts = Map.copyOf(facts);
    }

    /** Whether the release would be accepted, and nothing is known that would end it. */
    public boolean goes() {
        return forecast instanceof Forecast.Accepted
                && platform.problems().stream().noneMatch(PlatformPlan.Problem::blocks);
    }

    /** Resources that would be made, changed and, on the way to the end, removed. */
    public List<PlatformPlan.Change> changes() {
        return switch (forecast) {
            case Forecast.Refused refused -> List.of();
            case Forecast.Accepted accepted ->
                Stream.concat(
                                platform.changes().stream(),
                                accepted.removed().stream().flatMap(id -> platform.removal(id).stream()))
                        .toList();
        };
    }

    /** Calls to the platform's API on the whole way, by action. */
    public Map<String, Integer> calls() {
        return switch (forecast) {
            case Forecast.Refused refused -> Map.of();
            case Forecast.Accepted accepted ->
                platform.calls()
                        .of(
                                accepted.count(PlannedStep.Kind.SHIFT),
                                accepted.removed().size());
        };
    }

    /**
     * What would end the release, as the platform was found to be: phrases for a sentence. Null where nothing is known, or where
     * the release would be refused anyway.
     */
    public @Nullable List<String> obstacles() {
        List<String> obstacles = platform.problems().stream()
                .filter(PlatformPlan.Problem::blocks)
                .map(problem -> problem.field() + ": " + problem.what())
                .distinct()
                .toList();
        return forecast instanceof Forecast.Refused || obstacles.isEmpty() ? null : obstacles;
    }

    /**
     * What is not as it was for another plan, of what the platform was found to be: phrases for a sentence. Nothing where the
     * release would be refused anyway.
     */
    public List<String> movedSince(PlanId earlier) {
        if (forecast instanceof Forecast.Refused) {
            return List.of();
        }
        if (!platform.asked()) {
            return List.of("what the platform says, which cannot be asked now");
        }
        return earlier.movedFrom(facts).stream()
                .filter(aspect -> aspect != PlanAspect.REQUEST && aspect != PlanAspect.SERVICE)
                .map(PlanAspect::phrase)
                .toList();
    }
}
