package io.ionroller.api.http;

import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.service.Services;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Sends commands to the owners of services and reads their state. */
final class Commands {

    private final Services services;
    private final InstantSource clock;

    Commands(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /** The answer; a refusal fails the stage with its problem. */
    CompletionStage<ServiceReply.Done> send(ApiRequest request, ServiceCommand.Request command) {
        return Upstream.owner(() -> services.send(request.service(), command, request.caller()))
                .thenApply(reply -> switch (reply) {
                    case ServiceReply.Done done -> done;
                    case ServiceReply.Refused refused -> throw Problems.of(refused.rejection());
                    case ServiceReply.Snapshot snapshot ->
                        throw new IllegalStateException("a request was answered with a snapshot");
                });
    }

    /** What the command would lead to now; a refusal fails the stage with its problem. */
    CompletionStage<DryRun> tried(ApiRequest request, ServiceCommand.Request command) {
        return present(request).thenApply(state -> DryRun.of(state, command, clock.instant()));
    }

    /** The state; the empty one when nobody ever asked anything of the service. */
    CompletionStage<ServiceState> present(ApiRequest request) {
        return Upstream.owner(() -> services.state(request.service())).thenApply(ServiceReply.Snapshot::state);
    }

    /** The state; fails with 404 when nobody ever asked anything of the service. */
    CompletionStage<ServiceReply.Snapshot> state(ApiRequest request) {
        return Upstream.owner(() -> services.state(request.service())).thenApply(snapshot -> {
            if (!snapshot.state().known()) {
                throw unknown(request);
            }
            return snapshot;
        });
    }

    static ProblemException unknown(ApiRequest request) {
        return Problem.notFound(
                        "service-not-found",
                        "there is no service " + request.service(),
                        "put its configuration first: PUT /services/" + request.service() + "/config")
                .thrown();
    }

    /** Marks the answer to a repeated request, and says where its result is. */
    static HttpResponse finished(HttpResponse response, ServiceReply.Done done, String location) {
        HttpResponse located = location.isEmpty() ? response : response.addHeader(Location.create(location));
        return done.repeated() ? located.addHeader(RawHeader.create("Idempotency-Replayed", "true")) : located;
    }
}
