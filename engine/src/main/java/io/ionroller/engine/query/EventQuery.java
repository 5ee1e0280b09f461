package io.ionroller.engine.query;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read. Absent filters let everything through; filters combine with "and".
 *
 * @param types logical names; empty for all
 * @param from events at or after
 * @param to events before
 * @param cursor an offset: events after it (oldest first) or before it (newest first); absent for the first page
 * @param limit 1 to 1000
 */
public record EventQuery(
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

    /** Most events of one page. */
    public static final int MOST = 1000;

    public EventQuery {
        types = Set.copyOf(types);
        if (limit < 1 || limit > MOST) {
            throw new InvalidValueException("limit", limit, "1 to " + MOST);
        }
    }

    /** Which way to read. */
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Everything after an offset, oldest first. */
    public static EventQuery after(long offset, int limit) {
        return new EventQuery(null, Set.of(), null, null, null, null, null, Order.OLDEST_FIRST, offset, limit);
    }
}
