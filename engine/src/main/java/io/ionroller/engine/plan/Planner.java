package io.ionroller.engine.plan;

import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.PlanId;
import io.ionroller.engine.rollout.ServiceCommand.StartRelease;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Makes plans: the machine's forecast, and what the platform says to it. Holds nothing, changes nothing; thread-safe. */
public final class Planner {

    private final Platforms platforms;

    public Planner(Platforms platforms) {
        this.platforms = platforms;
    }

    /**
     * The plan of a release. The stage does not fail for what a platform cannot say.
     *
     * @param state of the service now
     * @param request its {@link StartRelease#planned} is of no matter
     * @param now the time now; a state that is newer by its own clock counts as of now
     */
    public CompletionStage<ReleasePlan> plan(ServiceState state, StartRelease request, Instant now) {
        StartRelease plain = new StartRelease(request.version(), request.revision());
        Map<PlanAspect, String> facts = PlanId.factsOf(state, request.version(), request.revision());
        Forecast forecast = Forecast.of(state, plain, environment -> platforms.drainDelay(environment.platform()), now);
        return switch (forecast) {
            case Forecast.Refused refused ->
                CompletableFuture.completedStage(of(request, facts, refused, PlatformPlan.empty()));
            case Forecast.Accepted accepted ->
                platforms
                        .plan(accepted.candidate(), accepted.traffic())
                        .thenApply(platform -> of(request, facts, accepted, platform));
        };
    }

    private static ReleasePlan of(
            StartRelease request, Map<PlanAspect, String> service, Forecast forecast, PlatformPlan platform) {
        Map<PlanAspect, String> facts = new EnumMap<>(PlanAspect.class);
        for (PlanAspect aspect : PlanAspect.values()) {
            facts.put(aspect, platform.facts().getOrDefault(aspect, ""));
        }
        facts.put(PlanAspect.OBSTACLES, obstacles(platform));
        facts.putAll(service);
        return new ReleasePlan(PlanId.of(facts), request.version(), facts, forecast, platform);
    }

    /** By field: figures in a sentence may change while the obstacle stays. */
    private static String obstacles(PlatformPlan platform) {
        return platform.problems().stream()
                .filter(PlatformPlan.Problem::blocks)
                .map(PlatformPlan.Problem::field)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
