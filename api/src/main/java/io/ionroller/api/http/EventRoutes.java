package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.EventsPage;
import io.ionroller.api.view.WhyView;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.Why;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code /events} and {@code /services/{s}/events}: the audit log. */
final class EventRoutes {

    private static final Parameter ORDER =
            Parameter.query("order", "string", "oldest or newest first; newest when absent.");

    private static final Parameter FORMAT = Parameter.query("format", "string", "ndjson or csv; ndjson when absent.");

    private final EventLog log;
    private final Catalog catalog;
    private final Why causes;

    EventRoutes(EventLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
        this.causes = new Why(log);
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
        Operation export = Operation.reading(
                        Permission.READ_EVENTS,
                        "exportEvents",
                        "All events that the filters let through, the oldest first, as a stream: NDJSON with the events of"
                                + " pages, or CSV.",
                        Success.lines(EventView.class))
                .with(EventFilter.SERVICE)
                .with(EventFilter.PARAMETERS)
                .with(FORMAT);
        Operation why = Operation.reading(
                        Permission.READ_EVENTS,
                        "getEventCauses",
                        "Why an event happened, and what came of it: from the request to its last effect.",
                        Success.json(WhyView.class, 200))
                .failing(404);
        return List.of(
                Endpoint.get("/events", all, request -> read(request, null)),
                Endpoint.get("/events/export", export, this::export),
                Endpoint.get("/events/{offset}/why", why, this::why),
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

    private CompletionStage<HttpResponse> export(ApiRequest request) {
        QueryParameters query = request.query();
        String format = query.text("format").orElse("ndjson");
        return new EventExport(log, EventFilter.of(query, null), request::scope)
                .answer(
                        switch (format) {
                            case "ndjson" -> EventExport.Format.NDJSON;
                            case "csv" -> EventExport.Format.CSV;
                            default ->
                                throw Problem.parameter("format", format, "ndjson or csv")
                                        .thrown();
                        });
    }

    private CompletionStage<HttpResponse> why(ApiRequest request) {
        long offset = request.number("offset");
        return Upstream.store(() -> causes.of(offset, request.scope()))
                .thenApply(chain -> Responses.ok(WhyView.of(
                        offset,
                        chain.orElseThrow(() -> Problem.notFound(
                                        "event-not-found",
                                        "the journal has no event " + offset,
                                        "see the newest: GET /events?limit=1")
                                .thrown()))));
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
