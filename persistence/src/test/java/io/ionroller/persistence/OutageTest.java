package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.LoggedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The database is stopped and started again under a store that goes on. */
class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.ionroller.persistence");
    private final Level usual = ours.getLevel();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        ours.addAppender(logged);
        ours.setLevel(Level.WARN);
        ours.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        ours.detachAppender(logged);
        ours.setLevel(usual);
        ours.setAdditive(true);
    }

    @Test
    void everythingResumesByItselfAndNothingAcknowledgedIsLost() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Store store = Store.open(server.settings())) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<List<String>> acknowledged =
                    CompletableFuture.supplyAsync(() -> writeUntil(store, done), Thread::startVirtualThread);
            await().atMost(PATIENCE).until(() -> newest(store) > 20);

            server.stop();

            // the bound of a write: until a connection is given up, and then at once
            assertThat(store.journal().append(List.of(Events.row("down", 1)))).failsWithin(PATIENCE);
            assertThat(store.journal().append(List.of(Events.row("down", 1)))).failsWithin(1, TimeUnit.SECONDS);
            assertThat(store.eventLog().newestOffset().toCompletableFuture()).failsWithin(1, TimeUnit.SECONDS);

            server.startAgain();

            await().atMost(PATIENCE)
                    .until(() -> store.journal()
                            .append(List.of(Events.row("back", 1)))
                            .handle((rows, failed) -> failed == null)
                            .join());
            done.set(true);
            List<String> expected = acknowledged.get(60, TimeUnit.SECONDS);
            assertThat(Events.all(store).stream().map(OutageTest::nameOf)).containsAll(expected);
            assertThat(expected).isNotEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(CatalogContract.wait(store.catalog().lag())).isZero();
                assertThat(CatalogContract.wait(store.catalog().service(new ServiceName("back"))))
                        .isPresent();
            });
        }
        assertEachChangeWasLoggedOnce();
    }

    private void assertEachChangeWasLoggedOnce() {
        assertThat(logged.list.stream()
                        .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage))
                .doesNotHaveDuplicates()
                .contains(
                        "the database cannot be reached",
                        "the database can be reached again",
                        "the store cannot be written; writes fail until it can",
                        "the store can be written again");
    }

    /** One write after the other, each of a service of its own; answers those that were acknowledged. */
    private static List<String> writeUntil(Store store, AtomicBoolean done) {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; !done.get(); i++) {
            String service = "s" + i;
            boolean stored = store.journal()
                    .append(List.of(Events.row(service, 1)))
                    .handle((rows, failed) -> failed == null)
                    .join();
            if (stored) {
                acknowledged.add(service);
            }
        }
        return acknowledged;
    }

    private static String nameOf(LoggedEvent event) {
        return event.event().service().value();
    }

    private static long newest(Store store) {
        return store.eventLog().newestOffset().toCompletableFuture().join();
    }
}
