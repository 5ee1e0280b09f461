package io.ionroller.api.http;

import io.ionroller.api.view.EventView;
import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events a reader wants, as its query says; the same for pages and for the feed. */
record EventFilter(
        @Nullable ServiceName service,
        Set<String> types,
        @Nullable String version,
        @Nullable String user,
        @Nullable Long release,
        @Nullable EnvironmentId environment,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {

    static final Parameter SERVICE = Parameter.query("service", "string", "Only events of this service.");
    static final Parameter CURSOR =
            Parameter.query("cursor", "integer", "Offset of the last event of the page before; from its next link.");

    static final Parameter[] PARAMETERS = {
        Parameter.query("type", "string", "Only events of these types; a comma list, may be repeated."),
        Parameter.query("version", "string", "Only events about this version."),
        Parameter.query("user", "string", "Only events that this identity asked for."),
        Parameter.query("release", "integer", "Only events about the release with this number."),
        Parameter.query("environment", "string", "Only events about this environment, such as hello-7."),
        Parameter.query(
                "text",
                "string",
                "Only events whose stored text has this in it, in upper or lower case. A page then looks at 10000 events at"
                        + " most, unless a service is named: it may be short, or empty, and still have a next one."),
        Parameter.FROM,
        Parameter.TO
    };

    /** The filter of a query for events of one service, or of all when it is absent and the query names none. */
    static EventFilter of(QueryParameters query, @Nullable ServiceName service) {
        ServiceName only = service != null
                ? service
                : query.text("service").map(EventFilter::name).orElse(null);
        Set<String> types = query.set("type");
        Set<String> known = EventCodec.types();
        for (String type : types) {
            if (!known.contains(type)) {
                throw Problem.parameter("type", type, "a list of " + String.join(", ", known))
                        .thrown();
            }
        }
        return new EventFilter(
                only,
                types,
                query.text("version").orElse(null),
                query.text("user").orElse(null),
                query.number("release", 1, Long.MAX_VALUE).orElse(null),
                query.text("environment").map(EventFilter::environment).orElse(null),
                query.text("text").orElse(null),
                query.instant("from").orElse(null),
                query.instant("to").orElse(null));
    }

    static @Nullable Long cursor(QueryParameters query) {
        return query.number("cursor", 0, Long.MAX_VALUE).orElse(null);
    }

    EventQuery page(EventQuery.Order order, @Nullable Long cursor, int limit) {
        return new EventQuery(
                service,
                types,
                version,
                user,
                release,
                environment,
                text,
                from,
                to,
                order,
                cursor,
                limit,
                ServiceScope.ALL);
    }

    /** The view of an event. */
    static EventView view(LoggedEvent event) {
        return EventView.of(event, EventCodec.data(event.event().event()));
    }

    private static EnvironmentId environment(String text) {
        try {
            return EnvironmentId.parse(text);
        } catch (InvalidValueException e) {
            throw Problem.parameter(
                            "environment", text, e.violations().getFirst().wanted())
                    .thrown();
        }
    }

    static ServiceName name(String text) {
        try {
            return new ServiceName(text);
        } catch (InvalidValueException e) {
            throw Problem.parameter("service", text, e.violations().getFirst().wanted())
                    .thrown();
        }
    }
}
