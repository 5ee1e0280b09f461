package io.ionroller.persistence;

import io.ionroller.engine.query.EventQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Between which offsets the events of a time are. Offsets are given in the order of storing, so times grow with them but for what
 * the nodes' clocks differ; halving finds a time with some twenty readings by primary key, where an index of times would lead
 * through all events of that time.
 *
 * @param from no event of the time is before
 * @param to no event of the time is at or after
 */
record TimeBounds(long from, long to) {

    /** Twice of what a clock may be wrong by. */
    static final Duration SLACK = Duration.ofHours(1);

    private static final String TIME_AT = "SELECT at FROM event_journal WHERE event_offset >= ? ORDER BY event_offset LIMIT 1";

    /** @param newest offset of the newest event */
    static TimeBounds of(Connection connection, EventQuery query, long newest) throws SQLException {
        Instant from = query.from();
        Instant to = query.to();
        return new TimeBounds(
                from == null ? 1 : first(connection, JournalRow.micros(from.minus(SLACK)), newest),
                to == null ? Long.MAX_VALUE : first(connection, JournalRow.micros(to.plus(SLACK)), newest));
    }

    /** The first offset with this time or a later one, as if times always grew; the one after the newest when there is none. */
    private static long first(Connection connection, long micros, long newest) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TIME_AT)) {
            long low = 1;
            long high = newest + 1;
            while (low < high) {
                long middle = low + (high - low) / 2;
                Long at = at(select, middle);
                if (at == null || at >= micros) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    private static @Nullable Long at(PreparedStatement select, long offset) throws SQLException {
        select.setLong(1, offset);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? (Long) row.getLong(1) : null;
        }
    }
}
