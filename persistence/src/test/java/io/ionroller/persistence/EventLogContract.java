package io.ionroller.persistence;

import static io.ionroller.persistence.Events.START;
import static io.ionroller.persistence.Events.accepted;
import static io.ionroller.persistence.Events.append;
import static io.ionroller.persistence.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.EventQuery.Order;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the event log of every store must do. */
abstract class EventLogContract {

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

    void reopen() {
        store.close();
        store = Store.open(settings);
    }

    /** Goes on with another, empty store. */
    void renew() {
        settings = fresh();
        store = Store.open(settings);
    }

    Store store() {
        return store;
    }

    StoreSettings settings() {
        return settings;
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

    /** With a cursor they may come from memory: then too all of them, and no others. */
    private List<Long> offsets(EventQuery query) {
        List<LoggedEvent> events = read(query).events();
        if (query.order() == Order.OLDEST_FIRST) {
            assertThat(read(after(query, 0)).events()).isEqualTo(events);
            assertThat(read(after(query, 1)).events())
                    .isEqualTo(
                            events.stream().filter(event -> event.offset() > 1).toList());
        }
        return events.stream().map(LoggedEvent::offset).toList();
    }

    private static EventQuery after(EventQuery query, long cursor) {
        return new EventQuery(
                query.service(),
                query.types(),
                query.version(),
                query.user(),
                query.release(),
                query.from(),
                query.to(),
                query.order(),
                cursor,
                query.limit());
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
        assertThat(read(EventQuery.after(0, 3)).next()).isEqualTo(3L);
        assertThat(read(EventQuery.after(7, 3)).next()).isNull();
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
    void showsNobodyMoreThanMayBeSeen() {
        append(store, "shop-cart", 1, accepted("shop-cart", 1, "1"));
        append(store, "shop-pay", 1, accepted("shop-pay", 1, "1"));
        append(store, "acc", 1, accepted("acc", 1, "1"));
        store.accessJournal().append(0, List.of(bound())).toCompletableFuture().join();

        assertThat(visible("shop-*")).containsExactly("shop-cart", "shop-pay");
        assertThat(visible("shop-pay", "a*")).containsExactly("shop-pay", "acc");
        assertThat(visible("*")).containsExactly("shop-cart", "shop-pay", "acc", "access");
        assertThat(visible()).isEmpty();
        reopen();
        assertThat(visible("shop-pay", "a*")).containsExactly("shop-pay", "acc");
    }

    @Test
    void ofTwoThatGoOnAtTheSameEventAboutAccessOneFails() {
        store.accessJournal().append(0, List.of(bound())).toCompletableFuture().join();

        assertThat(store.accessJournal().append(0, List.of(bound())).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(20));
        assertThat(Events.all(store)).extracting(LoggedEvent::sequence).containsExactly(1L);
        assertThat(store.catalog().services(null, 9).toCompletableFuture().join())
                .isEmpty();
    }

    private List<String> visible(String... patterns) {
        ServiceScope scope = new ServiceScope(
                Arrays.stream(patterns).map(ServicePattern::new).toList());
        return read(EventQuery.after(0, 9).within(scope)).events().stream()
                .map(logged -> logged.event().service().value())
                .toList();
    }

    private static RecordedEvent bound() {
        return event(
                "access",
                new AccessEvent.RoleBound(
                        new Binding(new Subject("group:shop"), new Grant(Role.VIEWER, ServicePattern.ALL))));
    }
}
