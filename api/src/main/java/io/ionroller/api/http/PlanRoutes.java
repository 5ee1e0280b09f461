package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.PlanRequest;
import io.ionroller.api.view.PlanView;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.plan.Planner;
import io.ionroller.engine.plan.ReleasePlan;
import io.ionroller.engine.rollout.PlanId;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code POST /services/{s}/plan}, and the comparison of a release with the plan that it was decided on. */
final class PlanRoutes {

    private final Commands commands;
    private final Planner planner;
    private final InstantSource clock;

    PlanRoutes(Commands commands, Planner planner, InstantSource clock) {
        this.commands = commands;
        this.planner = planner;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        Operation plan = Operation.reading(
                        Permission.READ,
                        "plan",
                        "What a release would do, and what stands in its way. Changes nothing.",
                        Success.json(PlanView.class, 200))
                .taking(PlanRequest.class)
                .failing(413, 415, 422);
        return List.of(Endpoint.post("/services/{service}/plan", plan, this::plan));
    }

    private CompletionStage<HttpResponse> plan(ApiRequest request) {
        request.service();
        JsonBody body = JsonBody.of(request, List.of("version", "revision"));
        Integer revision = body.revision("revision").orElse(null);
        Version version = body.requiredVersion("version");
        ServiceCommand.StartRelease release = new ServiceCommand.StartRelease(version, revision);
        return commands.present(request)
                .thenCompose(state ->
                        made(state, release).thenApply(plan -> Responses.ok(PlanView.of(state.name(), plan))));
    }

    private CompletionStage<ReleasePlan> made(ServiceState state, ServiceCommand.StartRelease release) {
        return Upstream.platform(() -> planner.plan(state, release, clock.instant()));
    }

    /**
     * The same command, with what has moved since its plan, if it names one. Its owner decides, who also knows whether the
     * request is a repetition; for one that certainly is, no platform is asked.
     */
    CompletionStage<ServiceCommand.Request> compared(ApiRequest request, ServiceCommand.Request command) {
        if (!(command instanceof ServiceCommand.StartRelease release) || release.planned() == null) {
            return CompletableFuture.completedStage(command);
        }
        String given = release.planned().plan();
        String key = request.caller().idempotencyKey();
        return commands.present(request).thenCompose(state -> {
            if (key != null && state.answers().containsKey(key)) {
                return CompletableFuture.completedStage(command);
            }
            return made(state, release)
                    .thenApply(plan -> new ServiceCommand.StartRelease(
                            release.version(),
                            release.revision(),
                            new ServiceCommand.PlannedOn(
                                    given, plan.movedSince(PlanId.parse(given)), plan.obstacles())));
        });
    }
}
