package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of every thousand events in the order of their offsets the earliest and the latest time, so that a search by time knows between
 * which offsets to look. Times mostly grow with offsets, not always: the clocks of nodes differ. Written in the transaction that stores
 * the last event of a thousand, together with all before that an older node has left out; so there never is a gap.
 */
final class EventTimes {

    private static final Logger log = LoggerFactory.getLogger(EventTimes.class);

    private static final int THOUSAND = 1_000;
    private static final int THOUSANDS_AT_ONCE = 100;

    private static final String COVERED = "SELECT coalesce(max(thousand) + 1, 0) FROM event_times";
    private static final String COVER = "INSERT INTO event_times (thousand, earliest, latest)"
            + " SELECT (event_offset - 1) / " + THOUSAND + ", min(at), max(at) FROM event_journal"
            + " WHERE event_offset > ? AND event_offset <= ? GROUP BY 1";

    /** In one statement, so that no thousand comes between. */
    private static final String WHOLE = "SELECT (" + COVERED + "), min(thousand), max(thousand) FROM event_times"
            + " WHERE latest >= ? AND earliest < ?";

    private static final String REST = "SELECT min(event_offset), max(event_offset) FROM event_journal"
            + " WHERE event_offset > ? AND at >= ? AND at < ?";

    private EventTimes() {}

    /** Offsets after one and up to another. */
    record Range(long after, long upTo) {

        static final Range ALL = new Range(0, Long.MAX_VALUE);

        static final Range NONE = new Range(0, 0);

        private Range and(Range other) {
            if (equals(NONE) || other.equals(NONE)) {
                return equals(NONE) ? other : this;
            }
            return new Range(Math.min(after, other.after), Math.max(upTo, other.upTo));
        }
    }

    /**
     * Covers what is not covered yet. Blocks until it is done; with nothing to do it costs two short queries.
     *
     * @throws StoreException if the store cannot be read or written
     */
    static void run(Database database) {
        int covered;
        do {
            covered = JournalStore.run(
                    "read",
                    () -> database.write(connection ->
                            cover(connection, JournalTable.newestOffset(connection, database.dialect()))));
            if (covered == THOUSANDS_AT_ONCE) {
                log.atInfo()
                        .addKeyValue("events", covered * THOUSAND)
                        .log("taking down the times of stored events, once");
            }
        } while (covered == THOUSANDS_AT_ONCE);
    }

    /** Within a transaction that keeps other writers away: events up to {@code newest} are stored now, those up to {@code before} were. */
    static void stored(Connection connection, long before, long newest) throws SQLException {
        if (newest / THOUSAND > before / THOUSAND) {
            cover(connection, newest);
        }
    }

    private static int cover(Connection connection, long newest) throws SQLException {
        long covered = covered(connection);
        long whole = Math.min(newest / THOUSAND, covered + THOUSANDS_AT_ONCE);
        if (whole <= covered) {
            return 0;
        }
        try (PreparedStatement insert = connection.prepareStatement(COVER)) {
            insert.setLong(1, covered * THOUSAND);
            insert.setLong(2, whole * THOUSAND);
            insert.executeUpdate();
        }
        return (int) (whole - covered);
    }

    private static long covered(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COVERED);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The offsets outside of which no event has a time from one instant and before another; absent ones are no limits. */
    static Range between(Connection connection, @Nullable Instant from, @Nullable Instant to) throws SQLException {
        long earliest = from == null ? Long.MIN_VALUE : JournalRow.micros(from);
        long end = to == null ? Long.MAX_VALUE : JournalRow.micros(to);
        try (PreparedStatement select = connection.prepareStatement(WHOLE)) {
            select.setLong(1, earliest);
            select.setLong(2, end);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long covered = row.getLong(1);
                long first = row.getLong(2);
                Range whole = row.wasNull() ? Range.NONE : new Range(first * THOUSAND, (row.getLong(3) + 1) * THOUSAND);
                return whole.and(rest(connection, covered * THOUSAND, earliest, end));
            }
        }
    }

    private static Range rest(Connection connection, long covered, long earliest, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REST)) {
            select.setLong(1, covered);
            select.setLong(2, earliest);
            select.setLong(3, end);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                return row.wasNull() ? Range.NONE : new Range(first - 1, row.getLong(2));
            }
        }
    }
}
