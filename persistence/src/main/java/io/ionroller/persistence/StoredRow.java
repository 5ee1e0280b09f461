package io.ionroller.persistence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the journal as it is stored, to be stored again exactly so.
 *
 * @param hash absent before the row is chained
 */
record StoredRow(long offset, JournalRow row, @Nullable String hash) {

    /** To be followed by a condition, an order and a limit. */
    static final String SELECT = "SELECT event_offset, persistence_id, sequence_nr, service, type, at, who, cause,"
            + " command_id, release, environment, version, payload, hash FROM event_journal ";

    private static final String AFTER = SELECT + "WHERE event_offset > ? ORDER BY event_offset LIMIT ?";

    /** Reads the rows that follow an offset, in order. */
    static List<StoredRow> after(Connection connection, long offset, int limit) throws SQLException {
        return list(connection, AFTER, offset, limit);
    }

    /** Reads the rows of a query that begins with {@link #SELECT}. */
    static List<StoredRow> list(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<StoredRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(of(row));
                }
                return rows;
            }
        }
    }

    private static StoredRow of(ResultSet row) throws SQLException {
        long number = row.getLong(10);
        Long release = row.wasNull() ? null : (Long) number;
        return new StoredRow(
                row.getLong(1),
                new JournalRow(
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        release,
                        row.getString(11),
                        row.getString(12),
                        row.getString(13),
                        null),
                row.getString(14));
    }

    /** Adds every column, each with its length, so that no two different rows are the same bytes. */
    void addTo(MessageDigest digest) {
        add(digest, Long.toString(offset));
        add(digest, row.persistenceId());
        add(digest, Long.toString(row.sequence()));
        add(digest, row.service());
        add(digest, row.type());
        add(digest, Long.toString(row.at()));
        add(digest, row.who());
        add(digest, row.cause());
        add(digest, row.commandId());
        add(digest, row.release() == null ? null : row.release().toString());
        add(digest, row.environment());
        add(digest, row.version());
        add(digest, row.payload());
        add(digest, hash);
    }

    private static void add(MessageDigest digest, @Nullable String column) {
        byte[] bytes = column == null ? new byte[0] : column.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(column == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
    }
}
