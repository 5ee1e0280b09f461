package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ServiceLine;
import io.ionroller.api.view.ServicePage;
import io.ionroller.api.view.ServiceView;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.PastStates;
import io.ionroller.engine.service.ServiceReply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /services} and {@code /services/{s}}. */
final class ServiceRoutes {

    private static final Parameter AFTER =
            Parameter.query("after", "string", "Name of the last service of the page before.");

    private static final Parameter AT = Parameter.query(
            "at", "date-time", "How it stood then, by the events up to that time; without it, how it stands now.");

    private final Catalog catalog;
    private final Commands commands;
    private final PastStates past;
    private final InstantSource clock;

    ServiceRoutes(Catalog catalog, Commands commands, PastStates past, InstantSource clock) {
        this.catalog = catalog;
        this.commands = commands;
        this.past = past;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        Operation list = Operation.reading(
                        "listServices", "Services in order of name.", Success.json(ServicePage.class, 200))
                .with(AFTER, Parameter.LIMIT);
        Operation one = Operation.reading(
                        "getService", "How a service stands, or stood.", Success.json(ServiceView.class, 200))
                .with(AT)
                .failing(404);
        return List.of(
                Endpoint.get("/services", list, this::list), Endpoint.get("/services/{service}", one, this::one));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        int limit = request.query().limit();
        ServiceName after =
                request.query().text("after").map(ServiceRoutes::name).orElse(null);
        return Upstream.store(() -> catalog.services(after, limit)).thenApply(found -> {
            String next = found.size() < limit
                    ? null
                    : request.with("after", found.getLast().service().value());
            return Responses.page(
                    new ServicePage(found.stream().map(ServiceLine::of).toList(), next), next);
        });
    }

    private CompletionStage<HttpResponse> one(ApiRequest request) {
        return request.query()
                .instant("at")
                .map(at -> then(request, at))
                .orElseGet(() -> commands.state(request))
                .thenApply(snapshot -> Responses.ok(ServiceView.of(snapshot)));
    }

    /** What the router was seen to do between events is not stored, so it is absent. */
    private CompletionStage<ServiceReply.Snapshot> then(ApiRequest request, Instant at) {
        if (at.isAfter(clock.instant())) {
            throw Problem.parameter("at", at.toString(), "a time that is not in the future")
                    .thrown();
        }
        return Upstream.store(() -> past.at(request.service(), at)).thenApply(state -> {
            if (!state.known()) {
                throw Problem.notFound(
                                "service-not-found",
                                "there was no service " + request.service() + " at " + at,
                                "see its first events: GET /services/" + request.service() + "/events?order=oldest")
                        .thrown();
            }
            return new ServiceReply.Snapshot(state, null);
        });
    }

    private static ServiceName name(String text) {
        try {
            return new ServiceName(text);
        } catch (InvalidValueException e) {
            throw Problem.parameter("after", text, e.violations().getFirst().wanted())
                    .thrown();
        }
    }
}
