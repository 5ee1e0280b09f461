package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How every store gets its schema. */
abstract class MigrationsContract {

    /** An empty store that nothing was migrated in; closed by the test. */
    abstract Database empty(Migrations.Part part);

    @ParameterizedTest
    @EnumSource
    void theNewestScriptHasTheVersionOfThisBinary(Migrations.Part part) throws Exception {
        try (Database database = empty(part)) {
            Migrations.run(database, part);

            MigrationInfo[] scripts =
                    Scripts.flyway(database, part, 0).load().info().all();

            assertThat(scripts[scripts.length - 1].getVersion().getVersion())
                    .isEqualTo(Integer.toString(part.newest()));
            assertThat(scripts)
                    .allSatisfy(
                            script -> assertThat(script.getState().isApplied()).isTrue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void migratingAgainChangesNothing(Migrations.Part part) throws Exception {
        try (Database database = empty(part)) {
            Migrations.run(database, part);
            List<String> before = history(database, part);

            Migrations.run(database, part);

            assertThat(history(database, part)).isEqualTo(before).isNotEmpty();
        }
    }

    @Test
    void takesOverAJournalOfTheTimeBeforeFlyway() throws Exception {
        try (Database database = empty(Migrations.Part.JOURNAL)) {
            madeBeforeFlyway(database, Migrations.Part.JOURNAL);
            for (int event = 1; event <= 2; event++) {
                execute(
                        database,
                        "INSERT INTO event_journal (event_offset, persistence_id, sequence_nr, service, type, at, who, cause,"
                                + " command_id, payload) VALUES (" + event + ", 'service|hello', " + event
                                + ", 'hello', 'release-queued', 1, 'ann', 'test', 'command-1', '{}')");
            }

            Migrations.run(database, Migrations.Part.JOURNAL);

            assertThat(history(database, Migrations.Part.JOURNAL)).containsExactly("1", "2", "3", "4");
            assertThat(database.<Integer>read(connection -> number(connection, "SELECT count(*) FROM event_journal")))
                    .isEqualTo(2);
        }
    }

    /** As the binaries did that ran the same scripts by themselves. */
    static void madeBeforeFlyway(Database database, Migrations.Part part) throws SQLException, IOException {
        String name = part.name().toLowerCase(java.util.Locale.ROOT);
        String script = "/db/" + database.dialect().folder() + "/" + name + "/V1__" + name + ".sql";
        try (InputStream in = Migrations.class.getResourceAsStream(script)) {
            execute(
                    database,
                    "CREATE TABLE IF NOT EXISTS schema_version (part text NOT NULL PRIMARY KEY, version integer NOT NULL)");
            for (String statement : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n")) {
                execute(database, statement);
            }
            execute(database, "INSERT INTO schema_version (part, version) VALUES ('" + name + "', 1)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesANewerSchemaAndChangesNothing(Migrations.Part part) throws Exception {
        try (Database database = empty(part)) {
            Migrations.run(database, part);
            execute(
                    database,
                    "INSERT INTO " + part.history() + " (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, installed_on, execution_time, success)"
                            + " SELECT 99, '99', 'of the future', type, 'V99.sql', 1, installed_by, installed_on, 1, success"
                            + " FROM " + part.history() + " WHERE version = '2'");
            List<String> before = history(database, part);

            assertThatThrownBy(() -> Migrations.run(database, part))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has version 99, this ION-Roller knows up to " + part.newest())
                    .hasMessageContaining("newer ION-Roller");
            assertThat(history(database, part)).isEqualTo(before);
        }
    }

    @Test
    void refusesTablesThatAreNotItsOwn() throws Exception {
        try (Database database = empty(Migrations.Part.JOURNAL)) {
            execute(database, "CREATE TABLE event_journal (something integer)");

            assertThatThrownBy(() -> Migrations.run(database, Migrations.Part.JOURNAL))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("could not be migrated")
                    .hasMessageContaining("event_journal");
            assertThat(database.<Integer>read(connection -> number(connection, "SELECT count(*) FROM event_journal")))
                    .isZero();
        }
    }

    private static List<String> history(Database database, Migrations.Part part) throws SQLException {
        return database.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT version FROM " + part.history()
                            + " WHERE version <> '0' ORDER BY installed_rank")) {
                List<String> versions = new ArrayList<>();
                while (row.next()) {
                    versions.add(row.getString(1));
                }
                return versions;
            }
        });
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    static void execute(Database database, String sql) throws SQLException {
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
