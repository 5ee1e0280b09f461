package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema to the version of this binary: Flyway runs the scripts {@code /db/<dialect>/<part>/V<n>__<what>.sql} that were
 * not run yet, each in its transaction. A script that was released is never changed; a change is a new script (ADR 0007).
 *
 * <p>A schema that has the right version already costs one query, and Flyway is not even loaded. On PostgreSQL one process
 * migrates while others wait for it; a crash gives the lock back, and the next one goes on with the first script that is missing.
 */
final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    /** How long a process waits for another one that migrates. */
    private static final String LOCK_WAIT = "SET LOCAL lock_timeout = '10min'; "
            + "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; ";

    /** A set of tables that is migrated together. */
    enum Part {
        JOURNAL("journal", 4),
        CATALOG("catalog", 4);

        private final String name;
        private final int newest;

        Part(String name, int newest) {
            this.name = name;
            this.newest = newest;
        }

        /** The version of this binary: that of the newest script, in both dialects. */
        int newest() {
            return newest;
        }

        String lowerCaseName() {
            return name;
        }

        /** Flyway's table. */
        String history() {
            return name + "_schema_history";
        }
    }

    private Migrations() {}

    /**
     * @throws StoreException if the schema is newer than this binary knows, or a script fails; then nothing was changed
     */
    static void run(Database database, Part part) {
        try {
            if (!database.read(connection -> upToDate(connection, database.dialect(), part))) {
                switch (database.dialect()) {
                    // The folder's lock keeps others away.
                    case SQLITE -> migrate(database, part);
                    case POSTGRESQL -> migrateAlone(database, part);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("The schema \"" + part.name + "\" could not be migrated: " + e.getMessage(), e);
        }
    }

    /** Those that come later wait for the lock, and then find that nothing is left to do. */
    private static void migrateAlone(Database database, Part part) throws SQLException {
        try (Connection alone = database.unpooled(Duration.ZERO).getConnection();
                Statement statement = alone.createStatement()) {
            alone.setAutoCommit(false);
            statement.execute(LOCK_WAIT + Dialect.MIGRATION_LOCK);
            if (!database.read(connection -> upToDate(connection, database.dialect(), part))) {
                migrate(database, part);
            }
            alone.commit();
        }
    }

    private static void migrate(Database database, Part part) throws SQLException {
        int before = database.read(connection -> versionBeforeFlyway(connection, database.dialect(), part));
        int scripts = Scripts.run(database, part, before);
        log.atInfo()
                .addKeyValue("part", part.name)
                .addKeyValue("scripts", scripts)
                .addKeyValue("version", part.newest)
                .log("schema migrated");
    }

    /** @throws StoreException if the schema is newer than this binary knows */
    private static boolean upToDate(Connection connection, Dialect dialect, Part part) throws SQLException {
        int found = exists(connection, dialect, part.history())
                ? newest(connection, part)
                : versionBeforeFlyway(connection, dialect, part);
        if (found > part.newest) {
            throw new StoreException("The store's schema \"" + part.name + "\" has version " + found
                    + ", this ION-Roller knows up to " + part.newest
                    + ". It was written by a newer ION-Roller and nothing"
                    + " was changed: start that one, or restore a backup that was made before it ran.");
        }
        return found == part.newest;
    }

    private static int newest(Connection connection, Part part) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT version FROM " + part.history() + " WHERE version IS NOT NULL")) {
            int newest = 0;
            while (row.next()) {
                newest = Math.max(newest, Integer.parseInt(row.getString(1)));
            }
            return newest;
        }
    }

    /** What the table says that kept versions before Flyway did; 0 when there is none. */
    private static int versionBeforeFlyway(Connection connection, Dialect dialect, Part part) throws SQLException {
        if (!exists(connection, dialect, "schema_version")) {
            return 0;
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT version FROM schema_version WHERE part = ?")) {
            select.setString(1, part.name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static boolean exists(Connection connection, Dialect dialect, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(dialect.tableExists())) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
