package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The offset that the catalogue has reached, as it is stored beside it, and the lock of who may move it. */
final class CatalogProgress {

    private CatalogProgress() {}

    /** Waits until no other process is projecting, and keeps them away until the end of the transaction. */
    static void lock(Connection connection, Dialect dialect) throws SQLException {
        execute(connection, dialect.catalogLock());
    }

    /** As {@link #lock}, but answers {@code false} at once when another process has it. */
    static boolean tryLock(Connection connection, Dialect dialect) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(dialect.tryCatalogLock());
                ResultSet row = select.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return false;
            }
        }
        execute(connection, dialect.rebuildable());
        return true;
    }

    static long read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT event_offset FROM projection_offset WHERE name = 'catalog'");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static void write(Connection connection, long offset) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE projection_offset SET event_offset = ? WHERE name = 'catalog'")) {
            update.setLong(1, offset);
            update.executeUpdate();
        }
    }

    /** Empties the catalogue. */
    static void empty(Connection connection) throws SQLException {
        execute(connection, "DELETE FROM service_summary");
        execute(connection, "DELETE FROM release_summary");
        write(connection, 0);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
