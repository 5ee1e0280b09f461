package io.ionroller.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema to the version of this binary: the scripts {@code /db/<dialect>/<part>-<n>.sql} that were not run yet, all
 * in one transaction. A script that was released is never changed; a change is a new script.
 */
final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    /** A set of tables that is migrated together. */
    enum Part {
        JOURNAL("journal", 1),
        CATALOG("catalog", 1);

        private final String name;
        private final int newest;

        Part(String name, int newest) {
            this.name = name;
            this.newest = newest;
        }
    }

    private Migrations() {}

    /**
     * @throws StoreException if the schema is newer than this binary knows, or a script fails (then nothing was changed)
     */
    static void run(Database database, Part part) {
        try {
            database.write(connection -> {
                migrate(connection, database.dialect(), part);
                return part;
            });
        } catch (SQLException e) {
            throw new StoreException("the schema \"" + part.name + "\" could not be migrated: " + e.getMessage(), e);
        }
    }

    private static void migrate(Connection connection, Dialect dialect, Part part) throws SQLException {
        execute(connection, dialect.migrationLock());
        execute(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_version (part text NOT NULL PRIMARY KEY, version integer NOT NULL)");
        int found = version(connection, part);
        if (found > part.newest) {
            throw new StoreException("The store's schema \"" + part.name + "\" has version " + found
                    + ", this ION-Roller knows up to " + part.newest
                    + ". It was written by a newer ION-Roller: start that one, or restore a backup.");
        }
        for (int next = found + 1; next <= part.newest; next++) {
            for (String statement : read(dialect.script(part.name, next)).split(";\\s*\\n")) {
                execute(connection, statement);
            }
            record(connection, part, next);
            log.atInfo()
                    .addKeyValue("part", part.name)
                    .addKeyValue("version", next)
                    .log("schema migrated");
        }
    }

    private static int version(Connection connection, Part part) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT version FROM schema_version WHERE part = ?")) {
            select.setString(1, part.name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static void record(Connection connection, Part part, int version) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO schema_version (part, version) VALUES (?, ?) "
                        + "ON CONFLICT (part) DO UPDATE SET version = excluded.version")) {
            upsert.setString(1, part.name);
            upsert.setInt(2, version);
            upsert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static String read(String resource) {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
