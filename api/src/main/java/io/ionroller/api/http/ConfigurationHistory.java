package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.ConfigurationPage;
import io.ionroller.api.view.ConfigurationView;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Old configurations, read from the journal: who put which when. */
final class ConfigurationHistory {

    private static final String CHANGED = "configuration-changed";
    private static final String DELETED = "configuration-deleted";

    private final EventLog log;
    private final Catalog catalog;

    ConfigurationHistory(EventLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    List<Endpoint> endpoints() {
        Operation list = Operation.reading(
                        Permission.READ,
                        "listConfigurations",
                        "All revisions of the configuration, newest first.",
                        Success.json(ConfigurationPage.class, 200))
                .with(Parameter.FROM, Parameter.TO, EventFilter.CURSOR, Parameter.LIMIT)
                .failing(404);
        return List.of(Endpoint.get("/services/{service}/configs", list, this::list));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        QueryParameters query = request.query();
        Instant from = query.instant("from").orElse(null);
        Instant to = query.instant("to").orElse(null);
        Long cursor = EventFilter.cursor(query);
        EventQuery changes = query(request.service(), Set.of(CHANGED), from, to, cursor, query.limit());
        return Upstream.store(() -> log.read(changes)).thenCompose(page -> {
            List<ConfigurationView> found = page.events().stream()
                    .flatMap(event -> view(event).stream())
                    .toList();
            String next = page.next() == null
                    ? null
                    : request.with("cursor", page.next().toString());
            HttpResponse response = Responses.page(new ConfigurationPage(found, next), next);
            return found.isEmpty() ? ifKnown(request, catalog, response) : CompletableFuture.completedFuture(response);
        });
    }

    /** The configuration that was in force at the time in the query. */
    CompletionStage<ConfigurationView> at(ApiRequest request) {
        Instant time = request.query().instant("timestamp").orElseThrow();
        // A store may keep times less precisely than the query names them: read a little further, then look again.
        EventQuery newest =
                query(request.service(), Set.of(CHANGED, DELETED), null, time.plus(Duration.ofMillis(1)), null, 20);
        return Upstream.store(() -> log.read(newest))
                .thenApply(EventPage::events)
                .thenApply(events -> events.stream()
                        .filter(event -> !event.event().metadata().at().isAfter(time))
                        .findFirst()
                        .flatMap(ConfigurationHistory::view)
                        .orElseThrow(() -> Problem.notFound(
                                        "configuration-not-found",
                                        request.service() + " had no configuration at " + time,
                                        "see its history: GET /services/" + request.service() + "/configs")
                                .thrown()));
    }

    /** The response if there is such a service, else 404. */
    static CompletionStage<HttpResponse> ifKnown(ApiRequest request, Catalog catalog, HttpResponse response) {
        return Upstream.store(() -> catalog.service(request.service())).thenApply(summary -> {
            if (summary.isEmpty()) {
                throw Commands.unknown(request);
            }
            return response;
        });
    }

    private static EventQuery query(
            ServiceName service,
            Set<String> types,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long cursor,
            int limit) {
        return new EventQuery(service, types, null, null, null, from, to, EventQuery.Order.NEWEST_FIRST, cursor, limit);
    }

    private static Optional<ConfigurationView> view(LoggedEvent logged) {
        return logged.event().event() instanceof ServiceEvent.ConfigurationChanged changed
                ? Optional.of(new ConfigurationView(
                        logged.event().service().value(),
                        changed.revision(),
                        logged.event().metadata().at(),
                        logged.event().metadata().who(),
                        ConfigurationJson.tree(changed.configuration())))
                : Optional.empty();
    }
}
