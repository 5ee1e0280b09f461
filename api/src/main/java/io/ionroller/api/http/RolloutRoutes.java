package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.DropRequest;
import io.ionroller.api.view.EmptyRequest;
import io.ionroller.api.view.PromoteRequest;
import io.ionroller.api.view.ReleaseRequest;
import io.ionroller.api.view.RollbackRequest;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.ServiceReply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The commands that start, steer and end rollouts. */
final class RolloutRoutes {

    private final Commands commands;
    private final PlanRoutes plans;
    private final Platforms platforms;

    RolloutRoutes(Commands commands, PlanRoutes plans, Platforms platforms) {
        this.commands = commands;
        this.plans = plans;
        this.platforms = platforms;
    }

    List<Endpoint> endpoints() {
        return List.of(
                command(
                        new Steering("release", Permission.RELEASE, ReleaseRequest.class),
                        "Release a version.",
                        RolloutRoutes::release),
                command(
                        new Steering("rollback", Permission.RELEASE, RollbackRequest.class),
                        "Go back to the release before, or to a version.",
                        body -> new ServiceCommand.RollBack(
                                body.version("version").orElse(null))),
                command(
                        new Steering("drop", Permission.DROP, DropRequest.class),
                        "Remove the environments of a version.",
                        body -> {
                            boolean force = body.flag("force");
                            return new ServiceCommand.Drop(body.requiredVersion("version"), force);
                        }),
                command(
                        new Steering("rollout/promote", Permission.PROMOTE, PromoteRequest.class),
                        "Skip the pause, or all remaining steps.",
                        body -> new ServiceCommand.Promote(body.flag("full"))),
                command(
                        new Steering("rollout/pause", Permission.STOP, EmptyRequest.class),
                        "Stop before the next step.",
                        body -> new ServiceCommand.Pause()),
                command(
                        new Steering("rollout/resume", Permission.PROMOTE, EmptyRequest.class),
                        "End a pause.",
                        body -> new ServiceCommand.Resume()),
                command(
                        new Steering("rollout/abort", Permission.STOP, EmptyRequest.class),
                        "End the rollout and return all traffic.",
                        body -> new ServiceCommand.Abort()));
    }

    /**
     * One way to steer a rollout.
     *
     * @param name the end of its path
     * @param permission to end a manual pause, by whichever command, is to promote
     */
    private record Steering(String name, Permission permission, Class<?> body) {

        Operation operation(String summary) {
            String id = name.substring(name.indexOf('/') + 1);
            return Operation.changing(permission, id, summary, Success.json(AcceptedView.class, 200, 202))
                    .taking(body)
                    .with(DryRun.PARAMETER);
        }
    }

    private static ServiceCommand.Request release(JsonBody body) {
        var revision = body.revision("revision");
        var planned = body.plan("plan").map(id -> new ServiceCommand.PlannedOn(id, List.of(), null));
        return new ServiceCommand.StartRelease(
                body.requiredVersion("version"), revision.orElse(null), planned.orElse(null));
    }

    private Endpoint command(Steering steering, String summary, Function<JsonBody, ServiceCommand.Request> reading) {
        List<String> fields = Arrays.stream(steering.body().getRecordComponents())
                .map(component -> component.getName())
                .toList();
        return Endpoint.post("/services/{service}/" + steering.name(), steering.operation(summary), request -> {
            request.service();
            JsonBody given = JsonBody.of(request, fields);
            ServiceCommand.Request command = reading.apply(given);
            given.check();
            return plans.compared(request, command)
                    .thenCompose(compared -> DryRun.asked(request)
                            ? commands.tried(request, compared).thenApply(dryRun -> tried(command, dryRun))
                            : commands.send(request, compared).thenCompose(done -> accepted(request, command, done)));
        });
    }

    private HttpResponse tried(ServiceCommand.Request command, DryRun dryRun) {
        return Responses.ok(view(dryRun.answer(), way(command, dryRun.answer(), dryRun.after())));
    }

    /**
     * How a rollback comes about.
     *
     * @param mode warm or cold
     * @param traffic how the traffic returns, for a person; empty where nobody can say
     */
    private record Way(String mode, String traffic) {}

    private static AcceptedView view(Answer answer, Optional<Way> way) {
        return new AcceptedView(
                answer.release(),
                answer.revision(),
                way.map(Way::mode).orElse(null),
                answer.sentence() + way.map(Way::traffic).orElse(""));
    }

    private CompletionStage<HttpResponse> accepted(
            ApiRequest request, ServiceCommand.Request command, ServiceReply.Done done) {
        return way(request, command, done.answer()).thenApply(way -> {
            Answer answer = done.answer();
            String location =
                    answer.release() == null ? "" : "/services/" + request.service() + "/releases/" + answer.release();
            return Commands.finished(Responses.json(202, view(answer, way)), done, location);
        });
    }

    /** Empty when it is no rollback, or when that cannot be read now: the request itself is done. */
    private CompletionStage<Optional<Way>> way(ApiRequest request, ServiceCommand.Request command, Answer answer) {
        return command instanceof ServiceCommand.RollBack
                ? commands.state(request)
                        .thenApply(snapshot -> way(command, answer, snapshot.state()))
                        .exceptionally(unread -> Optional.empty())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private Optional<Way> way(ServiceCommand.Request command, Answer answer, ServiceState after) {
        Long number = answer.release();
        return command instanceof ServiceCommand.RollBack && number != null
                ? Optional.ofNullable(after.releases().get(number)).map(release -> way(release, after))
                : Optional.empty();
    }

    private Way way(Release release, ServiceState after) {
        return switch (release.kind()) {
            case COLD_ROLLBACK -> new Way(AcceptedView.COLD, "");
            // A release: out of a rollout in flight, back to the environment it started from, which is there.
            case WARM_ROLLBACK, RELEASE ->
                new Way(
                        AcceptedView.WARM,
                        platforms
                                .trafficReturns(after.configurationOf(release.revision())
                                        .platform())
                                .map("; traffic returns "::concat)
                                .orElse(""));
        };
    }
}
