package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.EventsPage;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code /events} and {@code /services/{s}/events}: the audit log. */
final class EventRoutes {

    private static final Parameter ORDER =
            Parameter.query("order", "string", "oldest or newest first; newest when absent.");

    private final EventLog log;
    private final Catalog catalog;

    EventRoutes(EventLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    List<Endpoint> endpoints() {
        Success page = Success.json(EventsPage.class, 200);
        Operation all = Operation.reading(Permission.READ_EVENTS, "listEvents", "Events of all services.", page)
                .with(EventFilter.SERVICE)
                .with(EventFilter.PARAMETERS)
                .with(ORDER, EventFilter.CURSOR, Parameter.LIMIT);
        Operation one = Operation.reading(Permission.READ_EVENTS, "listServiceEvents", "Events of a service.", page)
                .with(EventFilter.PARAMETERS)
                .with(ORDER, EventFilter.CURSOR, Parameter.LIMIT)
                .failing(404);
        return List.of(
                Endpoint.get("/events", all, request -> read(request, null)),
                Endpoint.get("/services/{service}/events", one, request -> read(request, request.service())));
    }

    private CompletionStage<HttpResponse> read(ApiRequest request, @Nullable ServiceName service) {
        QueryParameters query = request.query();
        EventQuery events = EventFilter.of(query, service)
                .page(order(query), EventFilter.cursor(query), query.limit())
                .within(request.scope());
        return Upstream.store(() -> log.read(events)).thenCompose(page -> {
            Long cursor = page.next();
            String next = cursor == null ? null : request.with("cursor", cursor.toString());
            EventsPage view =
                    new EventsPage(page.events().stream().map(EventFilter::view).toList(), next);
            HttpResponse response = Responses.page(view, next);
            return view.events().isEmpty() && service != null
                    ? ConfigurationHistory.ifKnown(request, catalog, response)
                    : CompletableFuture.completedFuture(response);
        });
    }

    private static EventQuery.Order order(QueryParameters query) {
        String order = query.text("order").orElse("newest");
        return switch (order) {
            case "newest" -> EventQuery.Order.NEWEST_FIRST;
            case "oldest" -> EventQuery.Order.OLDEST_FIRST;
            default ->
                throw Problem.parameter("order", order, "oldest or newest").thrown();
        };
    }
}
