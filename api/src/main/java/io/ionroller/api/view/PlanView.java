package io.ionroller.api.view;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.plan.Forecast;
import io.ionroller.engine.plan.PlannedStep;
import io.ionroller.engine.plan.ReleasePlan;
import io.ionroller.engine.platform.PlatformPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a release would do.
 *
 * @param plan the plan's id, for {@code release}; the same as long as nothing moves that the plan rests on
 * @param goes whether the release would be accepted, and nothing is known that would end it
 * @param outcome {@code starts}, {@code waits} or {@code refused}
 * @param code of the refusal, as {@code release} would answer it; absent when it would be accepted
 * @param sentence the answer that {@code release} would give
 * @param release the number that it would get; absent when it would be refused
 * @param revision the configuration that it would run with; absent when it would be refused
 * @param environment that would be made; absent when it would be refused
 * @param changes resources that would be made, changed and removed
 * @param problems what would fail, or could
 * @param steps the way to the end if all goes well
 * @param doubledFor how long the present environment runs beside the proved new one, at the least; absent when there is none
 * @param calls calls to the platform's API by action, without looks at what is awaited
 * @param notes what a person should know before deciding
 */
public record PlanView(
        String service,
        String version,
        String plan,
        boolean goes,
        String outcome,
        @Nullable String code,
        String sentence,
        @Nullable Long release,
        @Nullable Integer revision,
        @Nullable String environment,
        List<Change> changes,
        List<Problem> problems,
        List<Step> steps,
        @Nullable Duration doubledFor,
        Map<String, Integer> calls,
        List<String> notes) {

    /** The release would be refused. */
    public static final String REFUSED = "refused";

    /**
     * A resource.
     *
     * @param verb {@code create}, {@code change} or {@code remove}
     * @param kind such as {@code target group}
     */
    public record Change(String verb, String kind, String name, String detail) {}

    /**
     * What would fail, or could.
     *
     * @param severity {@code blocking} or {@code warning}
     * @param field of the configuration, or what else it is about
     * @param what is the matter
     * @param wanted what would be right; may be empty
     */
    public record Problem(String severity, String field, String what, String wanted) {}

    /**
     * A step of the way.
     *
     * @param kind such as {@code shift}
     * @param after how long after the new environment was proved healthy
     * @param lasts how long it lasts; of {@code create} and {@code verify}, at the most; absent where nobody can tell
     * @param weights shares of traffic from here on, by environment; empty where they do not change
     * @param text what happens, for a person
     */
    public record Step(
            String kind, Duration after, @Nullable Duration lasts, Map<String, String> weights, String text) {}

    public static PlanView of(ServiceName service, ReleasePlan plan) {
        return switch (plan.forecast()) {
            case Forecast.Refused refused -> refused(service, plan, refused);
            case Forecast.Accepted accepted -> accepted(service, plan, accepted);
        };
    }

    private static PlanView refused(ServiceName service, ReleasePlan plan, Forecast.Refused refused) {
        return new PlanView(
                service.value(),
                plan.version().value(),
                plan.id().toString(),
                false,
                REFUSED,
                refused.rejection().code(),
                refused.rejection().sentence(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of(),
                List.of());
    }

    private static PlanView accepted(ServiceName service, ReleasePlan plan, Forecast.Accepted accepted) {
        PlatformPlan platform = plan.platform();
        return new PlanView(
                service.value(),
                plan.version().value(),
                plan.id().toString(),
                plan.goes(),
                accepted.waits() ? "waits" : "starts",
                null,
                accepted.sentence(),
                accepted.release(),
                accepted.revision(),
                accepted.candidate().id().toString(),
                plan.changes().stream()
                        .map(change -> new Change(word(change.verb()), change.kind(), change.name(), change.detail()))
                        .toList(),
                platform.problems().stream()
                        .map(problem -> new Problem(
                                word(problem.severity()), problem.field(), problem.what(), problem.wanted()))
                        .toList(),
                accepted.steps().stream().map(PlanView::step).toList(),
                accepted.doubled().isZero() ? null : accepted.doubled(),
                plan.calls(),
                platform.notes());
    }

    private static Step step(PlannedStep step) {
        return new Step(word(step.kind()), step.after(), step.lasts(), written(step.weights()), step.text());
    }

    private static Map<String, String> written(Map<EnvironmentId, Weight> weights) {
        Map<String, String> written = new TreeMap<>();
        weights.forEach((environment, weight) -> written.put(environment.toString(), weight.percent()));
        return written;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
