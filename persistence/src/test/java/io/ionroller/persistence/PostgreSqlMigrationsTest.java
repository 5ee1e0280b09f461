package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgreSqlMigrationsTest extends MigrationsContract {

    @Override
    Database empty(Migrations.Part part) {
        return Database.postgresql((StoreSettings.PostgreSql) Postgres.freshDatabase());
    }

    @Test
    void takesOverAStoreOfTheTimeBeforeFlywayWhole() throws Exception {
        StoreSettings settings = Postgres.freshDatabase();
        try (Database database = Database.postgresql((StoreSettings.PostgreSql) settings)) {
            madeBeforeFlyway(database, Migrations.Part.JOURNAL);
            madeBeforeFlyway(database, Migrations.Part.CATALOG);
            execute(database, "UPDATE projection_offset SET event_offset = 0");

            try (Store store = Store.open(settings)) {
                Events.append(store, "hello", 1, Events.accepted("hello", 1, "1.0.0"));
                assertThat(CatalogContract.wait(store.catalog().lag())).isNotNegative();
            }

            assertThat(database.<Integer>read(connection ->
                            number(connection, "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_version'")))
                    .isZero();
        }
    }

    @Test
    void manyEnginesMayStartOnAnEmptyDatabaseAtTheSameTime() {
        StoreSettings settings = Postgres.freshDatabase();

        List<CompletableFuture<Store>> opening = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Store.open(settings), Thread::startVirtualThread))
                .toList();

        assertThat(opening).allSatisfy(opened -> assertThat(opened).succeedsWithin(60, TimeUnit.SECONDS));
        Events.append(opening.getFirst().join(), "hello", 1, Events.accepted("hello", 1, "1.0.0"));
        assertThat(Events.all(opening.getLast().join())).hasSize(1);
        opening.forEach(opened -> opened.join().close());
    }
}
