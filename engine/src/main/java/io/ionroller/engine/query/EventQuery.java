package io.ionroller.engine.query;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read. Absent filters let everything through; filters combine with "and".
 *
 * @param types logical names; empty for all
 * @param environment the one that an event is about
 * @param text part of the stored text of an event, which holds all of it, in any mixture of upper and lower case; a page then reads
 *     on only so far, and may hold few events or none and still not be the last
 * @param from events at or after
 * @param to events before
 * @param cursor an offset: events after it (oldest first) or before it (newest first); absent for the first page
 * @param limit 1 to 1000
 * @param scope what the reader may see
 */
public record EventQuery(
        @Nullable ServiceName service,
        Set<String> types,
        @Nullable String version,
        @Nullable String user,
        @Nullable Long release,
        @Nullable EnvironmentId environment,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to,
        Order order,
        @Nullable Long cursor,
        int limit,
        ServiceScope scope) {

    /** Most events of one page. */
    public static final int MOST = 1000;

    public EventQuery {
        types = Set.copyOf(types);
        if (limit < 1 || limit > MOST) {
            throw new InvalidValueException("limit", limit, "1 to " + MOST);
        }
    }

    /** Without a filter for environment or text, for a reader who may see everything. */
    public EventQuery( // Longer than 4 parameters: it is the record without some of its filters
            @Nullable ServiceName service,
            Set<String> types,
            @Nullable String version,
            @Nullable String user,
            @Nullable Long release,
            @Nullable Instant from,
            @Nullable Instant to,
            Order order,
            @Nullable Long cursor,
            int limit) {
        this(service, types, version, user, release, null, null, from, to, order, cursor, limit, ServiceScope.ALL);
    }

    /** The same for somebody who may see only this. */
    public EventQuery within(ServiceScope visible) {
        return new EventQuery(
                service, types, version, user, release, environment, text, from, to, order, cursor, limit, visible);
    }

    /** Which way to read. */
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Whether the filters but that for text let an event through; cursor and limit do not matter. An event counts at whole microseconds. */
    public boolean takes(LoggedEvent logged) {
        RecordedEvent recorded = logged.event();
        Instant at = recorded.metadata().at();
        return (service == null || service.equals(recorded.service()))
                && scope.includes(recorded.service())
                && (types.isEmpty() || types.contains(logged.type()))
                && (version == null || version.equals(logged.version()))
                && (user == null || user.equals(recorded.metadata().who()))
                && (release == null || release.equals(releaseOf(recorded.event())))
                && (environment == null || environment.equals(recorded.event().aboutEnvironment()))
                && (from == null || !at.isBefore(from.truncatedTo(ChronoUnit.MICROS)))
                && (to == null || at.isBefore(to.truncatedTo(ChronoUnit.MICROS)));
    }

    /** The release an event is about; for one about an environment the release that created it. */
    public static @Nullable Long releaseOf(ServiceEvent event) {
        Long release = event.aboutRelease();
        EnvironmentId environment = event.aboutEnvironment();
        return release == null && environment != null ? (Long) environment.release() : release;
    }

    /** Everything after an offset, oldest first. */
    public static EventQuery after(long offset, int limit) {
        return new EventQuery(null, Set.of(), null, null, null, null, null, Order.OLDEST_FIRST, offset, limit);
    }
}
