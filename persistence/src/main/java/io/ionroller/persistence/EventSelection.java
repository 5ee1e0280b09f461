package io.ionroller.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.rollout.EventMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of events as SQL. One that no index narrows down reads on only so far, so that every page is soon there.
 *
 * @param goesOn cursor of the next page when this one is not full; absent when this one reaches the end
 */
record EventSelection(
        String sql, List<Object> values, @Nullable Long goesOn) {

    /** Events that one page of such a query looks at. */
    static final long FARTHEST = 5_000;

    /** Whether no index narrows it down, so that a page ends before the events do. */
    static boolean readsOn(EventQuery query) {
        return query.service() == null
                && query.environment() == null
                && (query.text() != null || query.release() != null);
    }

    /** @param range the offsets outside of which nothing can be found; for a query that reads on not beyond the newest event */
    static EventSelection of(EventQuery query, Dialect dialect, EventTimes.Range range) {
        boolean oldestFirst = query.order() == EventQuery.Order.OLDEST_FIRST;
        Conditions where = new Conditions();
        ServiceName service = service(query);
        where.add("service = ?", service == null ? null : service.value());
        if (!query.types().isEmpty()) {
            where.addAll(
                    "type IN ("
                            + String.join(
                                    ", ", Collections.nCopies(query.types().size(), "?")) + ")",
                    query.types().stream().sorted().toList());
        }
        where.addScope(query.scope());
        where.add("version = ?", query.version());
        where.add("who = ?", query.user());
        if (query.user() != null && !query.user().equals(EventMetadata.ENGINE)) {
            // says what the partial index says, so that it can be used
            where.addAll("who <> '" + EventMetadata.ENGINE + "'", List.of());
        }
        where.add("release = ?", query.release());
        where.add(
                "environment = ?",
                query.environment() == null ? null : query.environment().toString());
        where.add(dialect.contains("payload"), query.text() == null ? null : pattern(query.text()));
        where.add("at >= ?", query.from() == null ? null : JournalRow.micros(query.from()));
        where.add("at < ?", query.to() == null ? null : JournalRow.micros(query.to()));
        EventTimes.Range left = left(query, range);
        EventTimes.Range now = readsOn(query) ? page(query, left) : left;
        where.add("event_offset > ?", now.after() > 0 ? now.after() : null);
        where.add("event_offset <= ?", now.upTo() < Long.MAX_VALUE ? now.upTo() : null);
        Long goesOn = now.equals(left) ? null : (Long) (oldestFirst ? now.upTo() : now.after() + 1);
        String sql = "SELECT event_offset, sequence_nr, type, version, payload FROM event_journal"
                + where.sql() + " ORDER BY event_offset" + (oldestFirst ? "" : " DESC") + " LIMIT "
                + (query.limit() + 1);
        return new EventSelection(sql, where.values, goesOn);
    }

    /** What the pages before have not seen. */
    private static EventTimes.Range left(EventQuery query, EventTimes.Range range) {
        Long cursor = query.cursor();
        if (cursor == null) {
            return range;
        }
        return query.order() == EventQuery.Order.OLDEST_FIRST
                ? new EventTimes.Range(Math.max(cursor, range.after()), range.upTo())
                : new EventTimes.Range(range.after(), Math.min(cursor - 1, range.upTo()));
    }

    /** As far as one page looks. */
    private static EventTimes.Range page(EventQuery query, EventTimes.Range left) {
        return query.order() == EventQuery.Order.OLDEST_FIRST
                ? new EventTimes.Range(left.after(), Math.min(left.after() + FARTHEST, left.upTo()))
                : new EventTimes.Range(Math.max(left.upTo() - FARTHEST, left.after()), left.upTo());
    }

    /** An environment belongs to one service, and that there is an index for. */
    private static @Nullable ServiceName service(EventQuery query) {
        return query.service() == null && query.environment() != null
                ? query.environment().service()
                : query.service();
    }

    /** The text as it is within JSON, for LIKE with a backslash as its escape. */
    private static String pattern(String text) {
        try {
            String json = Json.mapper().writeValueAsString(text);
            String inside = json.substring(1, json.length() - 1);
            return "%" + inside.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Conditions {
        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String condition, @Nullable Object value) {
            if (value != null) {
                addAll(condition, List.of(value));
            }
        }

        void addScope(ServiceScope scope) {
            if (!scope.all()) {
                String any =
                        String.join(" OR ", Collections.nCopies(scope.patterns().size(), "service LIKE ?"));
                addAll(
                        scope.none() ? "1 = 0" : "service <> '" + ServiceName.ACCESS + "' AND (" + any + ")",
                        scope.patterns().stream()
                                .map(pattern -> pattern.value().replace('*', '%'))
                                .toList());
            }
        }

        void addAll(String condition, List<?> given) {
            parts.add(condition);
            values.addAll(given);
        }

        String sql() {
            return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
        }
    }
}
