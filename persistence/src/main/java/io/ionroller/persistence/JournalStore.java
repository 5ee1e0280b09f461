package io.ionroller.persistence;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.rollout.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The journal as entities use it: append, and read their own events again. Used by {@link JdbcJournal}; safe for all threads;
 * no method blocks its caller.
 */
final class JournalStore {

    private static final String REPLAY = "SELECT sequence_nr, payload FROM event_journal"
            + " WHERE persistence_id = ? AND sequence_nr BETWEEN ? AND ? ORDER BY sequence_nr LIMIT ?";
    private static final String HIGHEST =
            "SELECT coalesce(max(sequence_nr), 0) FROM event_journal WHERE persistence_id = ?";
    private static final int FETCHED_AT_ONCE = 256;

    /** Gets the events of an entity one by one, in order. */
    @FunctionalInterface
    interface Replay {
        void event(long sequence, RecordedEvent event);
    }

    /** Which events of an entity; both ends included. */
    record Range(long from, long to, long most) {}

    private final Database database;
    private final Executor reading;
    private final GroupCommitWriter writer;

    JournalStore(Database database, Executor reading, GroupCommitWriter writer) {
        this.database = database;
        this.reading = reading;
        this.writer = writer;
    }

    /** Stores the rows together, or fails and stores none of them; answers how many there were. */
    CompletableFuture<Integer> append(List<JournalRow> rows, Urgency urgency) {
        return writer.append(rows, urgency);
    }

    /** As above, when nothing is urgent. */
    CompletableFuture<Integer> append(List<JournalRow> rows) {
        return writer.append(rows, Urgency.NORMAL);
    }

    /** Reads again and answers how many there were; completed after the last event was given to {@code replay}, which is called on a thread of the store. */
    CompletableFuture<Long> replay(String persistenceId, Range range, Replay replay) {
        return CompletableFuture.supplyAsync(
                () -> run(
                        "read", () -> database.stream(connection -> replay(connection, persistenceId, range, replay))),
                reading);
    }

    /** The number of the newest event; 0 when there is none. */
    CompletableFuture<Long> highestSequence(String persistenceId) {
        return CompletableFuture.supplyAsync(
                () -> run("read", () -> database.read(connection -> highest(connection, persistenceId))), reading);
    }

    private static Long replay(Connection connection, String persistenceId, Range range, Replay replay)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REPLAY)) {
            select.setFetchSize(FETCHED_AT_ONCE);
            select.setString(1, persistenceId);
            select.setLong(2, range.from());
            select.setLong(3, range.to());
            select.setLong(4, range.most());
            try (ResultSet row = select.executeQuery()) {
                long events = 0;
                while (row.next()) {
                    replay.event(row.getLong(1), EventCodec.decode(row.getString(2)));
                    events++;
                }
                return events;
            }
        }
    }

    private static Long highest(Connection connection, String persistenceId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HIGHEST)) {
            select.setString(1, persistenceId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Blocking work that may fail as JDBC does. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws SQLException;
    }

    static <T> T run(String what, Call<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw new StoreException("the store could not be " + what + ": " + e.getMessage(), e);
        }
    }
}
