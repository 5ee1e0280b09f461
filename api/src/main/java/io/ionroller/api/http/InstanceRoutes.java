package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.InstanceView;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.ServiceState;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Instances of an environment and what they wrote, asked of the platform. */
final class InstanceRoutes {

    private static final String PATH = "/services/{service}/environments/{environment}/instances";
    private static final int MOST_LINES = 10_000;
    private static final long STANDARD_LINES = 100;

    private final Commands commands;
    private final Platforms platforms;

    InstanceRoutes(Commands commands, Platforms platforms) {
        this.commands = commands;
        this.platforms = platforms;
    }

    List<Endpoint> endpoints() {
        Operation list = Operation.reading(
                        Permission.READ,
                        "listInstances",
                        "Instances of an environment, as the platform sees them now.",
                        Success.json(InstanceView.Page.class, 200))
                .failing(404);
        Operation output = Operation.reading(
                        Permission.READ_OUTPUT,
                        "getOutput",
                        "The last lines that an instance wrote, oldest first.",
                        Success.of("text/plain"))
                .with(Parameter.query("lines", "integer", "How many lines: 1 to 10000, 100 when absent."))
                .failing(404);
        return List.of(
                Endpoint.get(PATH, list, this::list), Endpoint.get(PATH + "/{instance}/output", output, this::output));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        return found(request)
                .thenCompose(InstanceRoutes::observe)
                .thenApply(seen -> Responses.ok(InstanceView.Page.of(seen)));
    }

    private CompletionStage<HttpResponse> output(ApiRequest request) {
        int lines = request.query()
                .number("lines", 1, MOST_LINES)
                .orElse(STANDARD_LINES)
                .intValue();
        String instance = request.segment("instance");
        return found(request)
                .thenCompose(found -> observe(found).thenCompose(seen -> {
                    if (seen.instances().stream().noneMatch(one -> one.name().equals(instance))) {
                        throw Problem.notFound(
                                        "instance-not-found",
                                        found.spec().id() + " has no instance '" + instance + "'",
                                        "see its instances: GET /services/" + request.service() + "/environments/"
                                                + found.spec().id() + "/instances")
                                .thrown();
                    }
                    return Upstream.platform(() -> found.platform().output(found.spec(), instance, lines))
                            .thenApply(written ->
                                    Responses.text(written.isEmpty() ? "" : String.join("\n", written) + "\n"));
                }));
    }

    private record Found(Platform platform, EnvironmentSpec spec) {}

    private static CompletionStage<EnvironmentObservation> observe(Found found) {
        return Upstream.platform(() -> found.platform().observeEnvironment(found.spec()));
    }

    private CompletionStage<Found> found(ApiRequest request) {
        return commands.state(request).thenApply(snapshot -> {
            ServiceState state = snapshot.state();
            Environment environment = environment(state, request.segment("environment"));
            if (environment == null) {
                throw Problem.notFound(
                                "environment-not-found",
                                request.service() + " has no environment '" + request.segment("environment") + "'",
                                "see its environments: GET /services/" + request.service())
                        .thrown();
            }
            EnvironmentSpec spec = state.spec(environment);
            return new Found(platforms.of(spec.platform()), spec);
        });
    }

    private static @Nullable Environment environment(ServiceState state, String text) {
        try {
            return state.environments().get(EnvironmentId.parse(text));
        } catch (InvalidValueException e) {
            return null;
        }
    }
}
