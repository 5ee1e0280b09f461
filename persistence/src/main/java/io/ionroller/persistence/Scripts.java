package io.ionroller.persistence;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Runs migration scripts with Flyway. A class of its own so that Flyway is loaded only when there is something to run. */
final class Scripts {

    private Scripts() {}

    /**
     * Runs the scripts that were not run yet, each in its transaction.
     *
     * @param before version of a schema that has no history yet
     * @return how many were run
     * @throws StoreException if one fails, which then changed nothing
     */
    static int run(Database database, Migrations.Part part, int before) {
        try {
            return flyway(database, part, before).load().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new StoreException(
                    "The schema \"" + part.lowerCaseName() + "\" could not be migrated: " + e.getMessage(), e);
        }
    }

    static FluentConfiguration flyway(Database database, Migrations.Part part, int before) {
        return Flyway.configure(Scripts.class.getClassLoader())
                .dataSource(database.unpooled(Duration.ZERO))
                .locations("classpath:db/" + database.dialect().folder() + "/" + part.lowerCaseName())
                .table(part.history())
                // There may be tables without a history: the other part's, or those of a time before Flyway.
                .baselineOnMigrate(true)
                .baselineVersion(Integer.toString(before))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .loggers("slf4j");
    }
}
