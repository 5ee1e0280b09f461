package io.ionroller.persistence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mark in a database that a journal is being copied into it. While it is there no engine starts on half a journal. */
final class CopyMark {

    private CopyMark() {}

    /** Where the unfinished copy comes from, if there is one. */
    static Optional<String> unfinished(Database database) throws SQLException {
        return database.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row =
                            select.executeQuery("SELECT min(source) FROM journal_copy WHERE finished_at IS NULL")) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        });
    }

    /** @throws StoreException if there is an unfinished copy */
    static void refuseUnfinished(Database database) {
        Optional<String> source = JournalStore.run("read", () -> unfinished(database));
        if (source.isPresent()) {
            throw new StoreException(
                    "The database holds an unfinished copy of the journal in " + source.get()
                            + ". Run \"ionroller migrate-store\" again: it goes on where it stopped. Or drop the tables and start anew.");
        }
    }

    static void set(Database database, Path source) throws SQLException {
        write(
                database,
                "INSERT INTO journal_copy (source) VALUES (?) ON CONFLICT (source) DO UPDATE SET finished_at = NULL",
                source);
    }

    static void remove(Database database) throws SQLException {
        write(database, "UPDATE journal_copy SET finished_at = clock_timestamp() WHERE finished_at IS NULL", null);
    }

    private static void write(Database database, String sql, @Nullable Path source) throws SQLException {
        database.write(connection -> update(connection, sql, source));
    }

    private static int update(Connection connection, String sql, @Nullable Path source) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            if (source != null) {
                update.setString(1, source.toString());
            }
            return update.executeUpdate();
        }
    }
}
