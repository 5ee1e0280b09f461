package io.ionroller.persistence;

import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into {@code event_journal}, gives them their offsets and chains them to the events before them. Used by the one writer
 * thread.
 */
final class JournalTable {

    private static final String INSERT =
            "INSERT INTO event_journal (event_offset, persistence_id, sequence_nr, service, type, at, who, cause, command_id,"
                    + " release, environment, version, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ACCEPTED_VERSION =
            "SELECT version FROM event_journal" + " WHERE service = ? AND release = ? AND type = 'release-accepted'";

    private static final int REMEMBERED_VERSIONS = 20_000;

    private final Dialect dialect;
    private final ChainHeads chains = new ChainHeads();
    private final Map<ReleaseKey, String> versions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ReleaseKey, String> eldest) {
            return size() > REMEMBERED_VERSIONS;
        }
    };

    private record ReleaseKey(String service, long release) {}

    JournalTable(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Inserts the rows in this order, with the offsets that follow the newest one; answers the events as they can be read then.
     * {@link #committed()} is to be called after the commit.
     */
    List<LoggedEvent> insert(Connection connection, List<JournalRow> rows) throws SQLException {
        List<LoggedEvent> events = new ArrayList<>(rows.size());
        long before = newestOffset(connection, dialect);
        long offset = before;
        chains.begin(connection, rows);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (JournalRow row : rows) {
                offset++;
                String version = version(connection, row);
                StoredRow stored = new StoredRow(offset, row.about(version), null);
                bind(insert, stored, chains.next(stored));
                insert.addBatch();
                RecordedEvent event = row.event();
                if (event != null) {
                    events.add(new LoggedEvent(offset, row.sequence(), row.type(), version, event));
                }
            }
            insert.executeBatch();
        }
        EventTimes.stored(connection, before, offset);
        return events;
    }

    /** What was inserted last is durable: the chains go on from there. */
    void committed() {
        chains.committed();
    }

    /**
     * Inserts rows with the offsets they have already, which must follow the newest one.
     *
     * @return {@code false} if the journal has not reached, or has passed, the place where they belong; then nothing is inserted
     */
    boolean insertAsStored(Connection connection, long after, List<StoredRow> rows) throws SQLException {
        if (newestOffset(connection, dialect) != after) {
            return false;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (StoredRow stored : rows) {
                bind(insert, stored, stored.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        EventTimes.stored(connection, after, rows.getLast().offset());
        return true;
    }

    /** Keeps other writers of the journal away until the end of the transaction. */
    static long newestOffset(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.newestOffsetForWriting());
            if (dialect.locksFirst()) {
                statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private @Nullable String version(Connection connection, JournalRow row) throws SQLException {
        Long release = row.release();
        if (release == null) {
            return row.version();
        }
        ReleaseKey key = new ReleaseKey(row.service(), release);
        String own = row.version();
        if (own != null) {
            versions.put(key, own);
            return own;
        }
        String known = versions.get(key);
        if (known == null) {
            known = storedVersion(connection, key);
            if (known != null) {
                versions.put(key, known);
            }
        }
        return known;
    }

    private static @Nullable String storedVersion(Connection connection, ReleaseKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ACCEPTED_VERSION)) {
            select.setString(1, key.service());
            select.setLong(2, key.release());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static void bind(PreparedStatement insert, StoredRow stored, @Nullable String hash) throws SQLException {
        JournalRow row = stored.row();
        insert.setLong(1, stored.offset());
        insert.setString(2, row.persistenceId());
        insert.setLong(3, row.sequence());
        insert.setString(4, row.service());
        insert.setString(5, row.type());
        insert.setLong(6, row.at());
        insert.setString(7, row.who());
        insert.setString(8, row.cause());
        insert.setString(9, row.commandId());
        Long release = row.release();
        if (release == null) {
            insert.setNull(10, Types.BIGINT);
        } else {
            insert.setLong(10, release);
        }
        insert.setString(11, row.environment());
        insert.setString(12, row.version());
        insert.setString(13, row.payload());
        insert.setString(14, hash);
    }
}
