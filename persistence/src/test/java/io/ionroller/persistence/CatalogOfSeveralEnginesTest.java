package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.query.ServiceSummary;
import java.io.BufferedReader;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The catalogue of one database that several engines follow. */
class CatalogOfSeveralEnginesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StoreSettings.PostgreSql settings = (StoreSettings.PostgreSql) Postgres.freshDatabase();

    @Test
    void whatOneEngineStoredIsInTheListsOfTheOtherAtOnce() {
        try (Store a = Store.open(settings);
                Store b = Store.open(settings)) {
            for (int i = 1; i <= 50; i++) {
                ServiceName service = new ServiceName("s" + i);
                Events.append(i % 2 == 0 ? a : b, service.value(), 1, Events.accepted(service.value(), 1, "1.0.0"));

                Store reader = i % 3 == 0 ? a : b;
                assertThat(CatalogContract.wait(reader.catalog().service(service)))
                        .as("%s", service)
                        .isPresent();
                assertThat(CatalogContract.wait(reader.catalog().lag())).isZero();
            }
        }
    }

    @Test
    void anEngineThatHoldsTheLockMakesNobodyWaitAndEachSaysHowFarBehindItIs() throws Exception {
        try (Store a = Store.open(settings);
                Store b = Store.open(settings)) {
            Events.append(a, "before", 1, Events.accepted("before", 1, "1.0.0"));
            assertThat(CatalogContract.wait(b.catalog().services(null, 10))).hasSize(1);

            try (Connection hanging =
                            a.journalDatabase().unpooled(Duration.ZERO).getConnection();
                    Statement statement = hanging.createStatement()) {
                hanging.setAutoCommit(false);
                statement.execute(Dialect.POSTGRESQL.catalogLock());
                Events.append(a, "during", 1, Events.accepted("during", 1, "1.0.0"));

                assertThat(CatalogContract.wait(a.catalog().services(null, 10))).hasSize(1);
                assertThat(CatalogContract.wait(a.catalog().lag())).isEqualTo(1);
                assertThat(CatalogContract.wait(b.catalog().lag())).isEqualTo(1);
            }

            await().atMost(PATIENCE)
                    .until(() -> CatalogContract.wait(b.catalog().lag()) == 0);
            assertThat(CatalogContract.wait(a.catalog().services(null, 10))).hasSize(2);
        }
    }

    @Test
    void aRebuildByOneEngineIsSeenByTheOther() {
        try (Store a = Store.open(settings);
                Store b = Store.open(settings)) {
            IntStream.rangeClosed(1, 30)
                    .forEach(i -> Events.append(a, "s" + i, 1, Events.accepted("s" + i, 1, "1.0.0")));
            assertThat(CatalogContract.wait(b.catalog().services(null, 100))).hasSize(30);

            CatalogContract.wait(a.rebuildCatalog());

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(CatalogContract.wait(b.catalog().services(null, 100)))
                                    .hasSize(30));
        }
    }

    @Test
    void oneThatIsKilledInTheMiddleHoldsNobodyUp() throws Exception {
        try (Store survivor = Store.open(settings)) {
            for (int round = 1; round <= 3; round++) {
                killAfter(400);

                await().atMost(PATIENCE)
                        .until(() -> CatalogContract.wait(survivor.catalog().lag()) == 0);
                assertThat(CatalogContract.wait(survivor.catalog().services(null, 1000)))
                        .as("round %d", round)
                        .isEqualTo(fromTheJournal(survivor));
            }
        }
    }

    /** Every service once and when it last changed, as a catalogue that counts each event once has it. */
    private static List<ServiceSummary> fromTheJournal(Store store) {
        CatalogFold fold = new CatalogFold();
        for (LoggedEvent logged : Events.all(store)) {
            fold.take(logged.event());
        }
        return fold.services();
    }

    private void killAfter(int writes) throws Exception {
        Process process = Jvm.of(
                KillTarget.class, settings.jdbcUrl() + "?user=" + settings.user() + "&password=" + settings.password());
        try (BufferedReader out = process.inputReader()) {
            for (int seen = 0; seen < writes; seen++) {
                assertThat(out.readLine()).isNotNull();
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
    }
}
