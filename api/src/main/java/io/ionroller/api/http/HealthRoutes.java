package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.HealthView;
import io.ionroller.engine.model.Permission;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /health/live} and {@code /health/ready}, for whoever runs the server. */
final class HealthRoutes {

    private final ApiParts parts;

    HealthRoutes(ApiParts parts) {
        this.parts = parts;
    }

    List<Endpoint> endpoints() {
        Success health = Success.json(HealthView.class, 200);
        return List.of(
                Endpoint.get(
                        "/health/live",
                        Operation.reading(Permission.NONE, "getLiveness", "The process runs.", health),
                        request -> live()),
                Endpoint.get(
                        "/health/ready",
                        Operation.reading(
                                Permission.NONE,
                                "getReadiness",
                                "The server can do its work; 503 says why not.",
                                health),
                        request -> ready()));
    }

    private CompletionStage<HttpResponse> live() {
        return CompletableFuture.completedFuture(Responses.ok(new HealthView("live", parts.version(), List.of())));
    }

    private CompletionStage<HttpResponse> ready() {
        List<String> reasons = parts.notReady().get();
        if (!reasons.isEmpty()) {
            throw Problem.of(Problem.Kind.UNAVAILABLE, "not-ready", String.join("; ", reasons), "ask again in a second")
                    .thrown();
        }
        return CompletableFuture.completedFuture(Responses.ok(new HealthView("ready", parts.version(), List.of())));
    }
}
