package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ServiceLine;
import io.ionroller.api.view.ServicePage;
import io.ionroller.api.view.ServiceView;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.PastStates;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.service.ServiceReply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code /services} and {@code /services/{s}}. */
final class ServiceRoutes {

    private static final Parameter AFTER =
            Parameter.query("after", "string", "Name of the last service of the page before.");

    private static final Parameter NAME =
            Parameter.query("name", "string", "Only the services with these names: a comma list, at most 1000.");

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
                        Permission.READ,
                        "listServices",
                        "Services in order of name.",
                        Success.json(ServicePage.class, 200))
                .with(NAME, AFTER, Parameter.LIMIT);
        Operation one = Operation.reading(
                        Permission.READ,
                        "getService",
                        "How a service stands, or stood.",
                        Success.json(ServiceView.class, 200))
                .with(AT)
                .failing(404);
        return List.of(
                Endpoint.get("/services", list, this::list), Endpoint.get("/services/{service}", one, this::one));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        Set<String> names = request.query().set("name");
        if (!names.isEmpty()) {
            return named(names, request.scope());
        }
        int limit = request.query().limit();
        ServiceName after =
                request.query().text("after").map(text -> name("after", text)).orElse(null);
        return visible(request.scope(), after, limit).thenApply(found -> {
            String next = found.size() < limit
                    ? null
                    : request.with("after", found.getLast().service().value());
            return Responses.page(
                    new ServicePage(found.stream().map(ServiceLine::of).toList(), next), next);
        });
    }

    private CompletionStage<HttpResponse> named(Set<String> names, ServiceScope scope) {
        if (names.size() > QueryParameters.MOST) {
            throw Problem.parameter("name", names.size() + " names", "at most " + QueryParameters.MOST)
                    .thrown();
        }
        Set<ServiceName> services = names.stream()
                .map(text -> name("name", text))
                .filter(scope::includes)
                .collect(Collectors.toSet());
        return Upstream.store(() -> catalog.services(services))
                .thenApply(found -> Responses.ok(
                        new ServicePage(found.stream().map(ServiceLine::of).toList(), null)));
    }

    /** Services that the caller may see: reads on until there are enough of them. */
    private CompletionStage<List<ServiceSummary>> visible(ServiceScope scope, @Nullable ServiceName after, int limit) {
        if (scope.all()) {
            return Upstream.store(() -> catalog.services(after, limit));
        }
        return Upstream.store(() -> catalog.services(after, QueryParameters.MOST))
                .thenCompose(read -> {
                    List<ServiceSummary> found = read.stream()
                            .filter(service -> scope.includes(service.service()))
                            .limit(limit)
                            .toList();
                    boolean enough = found.size() == limit || read.size() < QueryParameters.MOST;
                    return enough
                            ? CompletableFuture.completedFuture(found)
                            : visible(scope, read.getLast().service(), limit - found.size())
                                    .thenApply(more -> Stream.concat(found.stream(), more.stream())
                                            .toList());
                });
    }

    private CompletionStage<HttpResponse> one(ApiRequest request) {
        return request.query()
                .instant("at")
                .map(at -> then(request, at))
                .orElseGet(
                        () -> commands.state(request).thenApply(snapshot -> ServiceView.of(snapshot, clock.instant())))
                .thenApply(Responses::ok);
    }

    /** What the router was seen to do between events is not stored, so it is absent. */
    private CompletionStage<ServiceView> then(ApiRequest request, Instant at) {
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
            return ServiceView.of(new ServiceReply.Snapshot(state, null, null), at);
        });
    }

    private static ServiceName name(String parameter, String text) {
        try {
            return new ServiceName(text);
        } catch (InvalidValueException e) {
            throw Problem.parameter(parameter, text, e.violations().getFirst().wanted())
                    .thrown();
        }
    }
}
