package io.ionroller.persistence;

import static io.ionroller.persistence.Events.START;
import static io.ionroller.persistence.Events.accepted;
import static io.ionroller.persistence.Events.all;
import static io.ionroller.persistence.Events.append;
import static io.ionroller.persistence.Events.environment;
import static io.ionroller.persistence.Events.event;
import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.EventQuery.Order;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do; run on SQLite and on PostgreSQL. */
abstract class JournalContract {

    private StoreSettings settings;
    private Store store;

    abstract StoreSettings fresh();

    @BeforeEach
    void open() {
        settings = fresh();
        store = Store.open(settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = Store.open(settings);
    }

    @Test
    void manyWritersGetOneOrderWithoutGaps() throws Exception {
        int writers = 32;
        int each = 25;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                String service = "s" + w;
                threads.submit(() -> {
                    for (int i = 1; i <= each; i++) {
                        store.journal().append(List.of(row(service, i))).join();
                    }
                });
            }
        }

        List<LoggedEvent> events = all(store);
        assertThat(events)
                .extracting(LoggedEvent::offset)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, writers * each).boxed().toList());
        Map<String, Long> sequences = new HashMap<>();
        for (LoggedEvent event : events) {
            String service = event.event().service().value();
            assertThat(event.sequence()).isEqualTo(sequences.merge(service, 1L, Long::sum));
        }
        assertThat(store.eventLog().newestOffset().toCompletableFuture().join()).isEqualTo(writers * each);
    }

    @Test
    void whatWasStoredIsThereAfterReopening() {
        RecordedEvent event = event("hello", accepted("hello", 1, "1.0.0"));
        append(store, 1, event);

        reopen();

        assertThat(all(store)).singleElement().satisfies(logged -> {
            assertThat(logged.event()).isEqualTo(event);
            assertThat(logged.type()).isEqualTo("release-accepted");
            assertThat(logged.version()).isEqualTo("1.0.0");
            assertThat(logged.offset()).isEqualTo(1);
            assertThat(logged.sequence()).isEqualTo(1);
        });
    }

    @Test
    void offsetsGoOnAfterReopening() {
        append(store, "a", 1, new ServiceEvent.ConfigurationDeleted());
        reopen();
        append(store, "b", 1, new ServiceEvent.ConfigurationDeleted());

        assertThat(all(store)).extracting(LoggedEvent::offset).containsExactly(1L, 2L);
    }

    @Test
    void replaysTheRangeThatWasAskedFor() {
        for (int i = 1; i <= 600; i++) {
            store.journal().append(List.of(row("hello", i)));
        }
        append(store, "other", 1, new ServiceEvent.ConfigurationDeleted());

        assertThat(replayed(1, Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(600).isSorted();
        assertThat(replayed(598, 599, Long.MAX_VALUE)).containsExactly(598L, 599L);
        assertThat(replayed(10, Long.MAX_VALUE, 2)).containsExactly(10L, 11L);
        assertThat(replayed(601, Long.MAX_VALUE, 10)).isEmpty();
    }

    private List<Long> replayed(long from, long to, long most) {
        List<Long> numbers = new ArrayList<>();
        store.journal()
                .replay("service|hello", new JournalStore.Range(from, to, most), (number, event) -> {
                    assertThat(event.event()).isEqualTo(new ServiceEvent.ReleaseQueued(number, 1));
                    numbers.add(number);
                })
                .join();
        return numbers;
    }

    @Test
    void knowsTheHighestSequence() {
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1), new ServiceEvent.PauseRequested(2));

        assertThat(store.journal().highestSequence("service|hello").join()).isEqualTo(2);
        assertThat(store.journal().highestSequence("service|nobody").join()).isZero();
    }

    @Test
    void refusesTheSecondWriterOfANumberAndStoresTheOthers() {
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1));
        List<CompletableFuture<Integer>> good = new ArrayList<>();
        List<CompletableFuture<Integer>> bad = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            good.add(store.journal().append(List.of(row("good" + i, 1))));
            bad.add(store.journal().append(List.of(row("hello", 1))));
        }

        assertThat(good).allSatisfy(write -> assertThat(write).succeedsWithin(10, TimeUnit.SECONDS));
        assertThat(bad)
                .allSatisfy(write -> assertThat(write)
                        .failsWithin(10, TimeUnit.SECONDS)
                        .withThrowableThat()
                        .withCauseInstanceOf(StoreException.class));
        assertThat(all(store))
                .extracting(LoggedEvent::offset)
                .hasSize(51)
                .last()
                .isEqualTo(51L);
    }

    @Test
    void storesAllRowsOfAWriteOrNone() {
        CompletableFuture<Integer> write =
                store.journal().append(List.of(row("hello", 1), row("hello", 2), row("hello", 2)));

        assertThatThrownBy(write::join).hasCauseInstanceOf(StoreException.class);
        assertThat(all(store)).isEmpty();
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1));
        assertThat(all(store)).hasSize(1);
    }

    @Test
    void knowsTheVersionOfEveryEventThatIsAboutARelease() {
        append(store, "hello", 1, accepted("hello", 1, "1.0.0"), accepted("hello", 2, "2.0.0"));
        append(store, "hello", 3, new ServiceEvent.ReleaseFailed(1, "x"));
        reopen();
        append(
                store,
                "hello",
                4,
                new ServiceEvent.ReleaseFailed(2, "x"),
                new ServiceEvent.EnvironmentRemoved(environment("hello", 1)),
                new ServiceEvent.ConfigurationDeleted());

        assertThat(all(store))
                .extracting(LoggedEvent::version)
                .containsExactly("1.0.0", "2.0.0", "1.0.0", "2.0.0", "1.0.0", null);
    }

    @Test
    void filtersEvents() {
        append(
                store,
                1,
                event("a", START, "ann", accepted("a", 1, "1.0.0")),
                event("a", START.plusSeconds(1), "bob", new ServiceEvent.ReleaseFailed(1, "x")),
                event("a", START.plusSeconds(2), "ann", accepted("a", 2, "2.0.0")));
        append(store, 1, event("b", START.plusSeconds(3), "bob", accepted("b", 1, "1.0.0")));

        ServiceName a = new ServiceName("a");
        assertThat(offsets(new EventQuery(a, Set.of(), null, null, null, null, null, Order.OLDEST_FIRST, null, 9)))
                .containsExactly(1L, 2L, 3L);
        assertThat(offsets(query(Set.of("release-failed", "release-queued"), null, null, null)))
                .containsExactly(2L);
        assertThat(offsets(query(Set.of(), "1.0.0", null, null))).containsExactly(1L, 2L, 4L);
        assertThat(offsets(query(Set.of(), null, "bob", null))).containsExactly(2L, 4L);
        assertThat(offsets(query(Set.of(), null, null, 2L))).containsExactly(3L);
        assertThat(offsets(query(Set.of("release-accepted"), "1.0.0", "ann", 1L)))
                .containsExactly(1L);
        assertThat(offsets(new EventQuery(
                        null,
                        Set.of(),
                        null,
                        null,
                        null,
                        START.plusSeconds(1),
                        START.plusSeconds(3),
                        Order.NEWEST_FIRST,
                        null,
                        9)))
                .containsExactly(3L, 2L);
    }

    private static EventQuery query(Set<String> types, String version, String user, Long release) {
        return new EventQuery(null, types, version, user, release, null, null, Order.OLDEST_FIRST, null, 9);
    }

    private List<Long> offsets(EventQuery query) {
        return read(query).events().stream().map(LoggedEvent::offset).toList();
    }

    private EventPage read(EventQuery query) {
        return store.eventLog().read(query).toCompletableFuture().join();
    }

    @Test
    void pagesInBothOrdersWithoutLossOrDuplicate() {
        for (int i = 1; i <= 10; i++) {
            append(store, "hello", i, new ServiceEvent.PauseRequested(i));
        }

        assertThat(pages(Order.OLDEST_FIRST, 3))
                .containsExactly(List.of(1L, 2L, 3L), List.of(4L, 5L, 6L), List.of(7L, 8L, 9L), List.of(10L));
        assertThat(pages(Order.NEWEST_FIRST, 5))
                .containsExactly(List.of(10L, 9L, 8L, 7L, 6L), List.of(5L, 4L, 3L, 2L, 1L));
        assertThat(read(EventQuery.after(10, 5)).events()).isEmpty();
    }

    private List<List<Long>> pages(Order order, int limit) {
        List<List<Long>> pages = new ArrayList<>();
        Long cursor = null;
        do {
            EventPage page = read(new EventQuery(null, Set.of(), null, null, null, null, null, order, cursor, limit));
            pages.add(page.events().stream().map(LoggedEvent::offset).toList());
            cursor = page.next();
        } while (cursor != null);
        return pages;
    }

    @Test
    void tellsListenersAboutNewEventsUntilTheyLeave() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AutoCloseable subscription = store.eventLog().onAppend(told::incrementAndGet);
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1));
        await().untilAsserted(() -> assertThat(told).hasValue(1));

        subscription.close();
        append(store, "hello", 2, new ServiceEvent.PauseRequested(1));
        append(store, "hello", 3, new ServiceEvent.PauseRequested(1));

        assertThat(told).hasValue(1);
    }

    @Test
    void keepsTextOfAnyKind() {
        RecordedEvent event = event(
                "hello", START, "a\0b", new ServiceEvent.ReleaseFailed(1, "\0 'quoted' \"\\ \u00e9 \ud83d\ude80 ; --"));

        append(store, 1, event);

        assertThat(all(store)).singleElement().extracting(LoggedEvent::event).isEqualTo(event);
    }

    @Test
    void refusesASchemaOfANewerVersion() throws Exception {
        store.close();
        try (Store again = Store.open(settings)) {
            again.journalDatabase().write(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.executeUpdate("UPDATE schema_version SET version = 99 WHERE part = 'journal'");
                }
            });
        }

        assertThatThrownBy(() -> Store.open(settings))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer ION-Roller");
        settings = fresh();
        store = Store.open(settings);
    }

    @Test
    void refusesToWriteAfterItWasClosed() {
        GroupCommitWriter writer = new GroupCommitWriter(store.journalDatabase(), () -> {});
        writer.close();

        assertThat(writer.append(List.of(row("hello", 1))))
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("closed");
    }

    Store store() {
        return store;
    }

    StoreSettings settings() {
        return settings;
    }
}
