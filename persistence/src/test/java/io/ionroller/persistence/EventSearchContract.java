package io.ionroller.persistence;

import static io.ionroller.persistence.Events.START;
import static io.ionroller.persistence.Events.accepted;
import static io.ionroller.persistence.Events.append;
import static io.ionroller.persistence.Events.environment;
import static io.ionroller.persistence.Events.event;
import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.EventQuery.Order;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by environment and by text, on every store. */
abstract class EventSearchContract {

    private Store store;

    abstract StoreSettings fresh();

    @BeforeEach
    void open() {
        store = Store.open(fresh());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private EventPage page(
            @Nullable EnvironmentId environment,
            @Nullable String text,
            @Nullable Long release,
            Order order,
            @Nullable Long cursor) {
        return store.eventLog()
                .read(new EventQuery(
                        null,
                        Set.of(),
                        null,
                        null,
                        release,
                        environment,
                        text,
                        null,
                        null,
                        order,
                        cursor,
                        100,
                        ServiceScope.ALL))
                .toCompletableFuture()
                .join();
    }

    private List<Long> found(@Nullable EnvironmentId environment, @Nullable String text) {
        return offsets(page(environment, text, null, Order.OLDEST_FIRST, 0L));
    }

    private static List<Long> offsets(EventPage page) {
        return page.events().stream().map(LoggedEvent::offset).toList();
    }

    private void fail(String... reasons) {
        for (int i = 0; i < reasons.length; i++) {
            append(store, i + 1, event("hello", START, "ann", new ServiceEvent.ReleaseFailed(1, reasons[i])));
        }
    }

    @Test
    void byEnvironment() {
        append(
                store,
                "a",
                1,
                accepted("a", 1, "1.0.0"),
                new ServiceEvent.ReleaseFailed(1, "x"),
                accepted("a", 2, "1.1.0"));
        append(store, "a", 4, new ServiceEvent.EnvironmentRemoved(environment("a", 1)));
        append(store, "b", 1, accepted("b", 1, "1.0.0"));

        assertThat(found(environment("a", 1), null)).containsExactly(1L, 4L);
        assertThat(found(environment("c", 1), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100% of it", "a_b", "say \"no\"", "back\\slash", "line\nbreak", "plain words", "caf\u00e9"})
    void byTextThatIsTakenAsItIs(String text) {
        fail("100 of it", "aXb", "say no", "backslash", "linebreak", "plain word", "cafe", "before " + text + " after");

        assertThat(found(null, text)).containsExactly(8L);
    }

    @Test
    void byTextInUpperOrLowerCaseAndAnywhere() {
        fail("It Was SLOW");

        assertThat(found(null, "was slow")).containsExactly(1L);
        assertThat(found(null, "ANN")).as("who asked is part of it").containsExactly(1L);
        assertThat(found(environment("other", 1), "was slow")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSearchThatNothingNarrowsGoesOnPageByPageAndMissesNothing(Order order) {
        int events = (int) EventSelection.FARTHEST * 2 + 500;
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 1; i <= events; i++) {
            boolean rare = i == 3 || i == events / 2 || i == events;
            writes.add(store.journal()
                    .append(List.of(
                            rare
                                    ? row(i, event("s", new ServiceEvent.ReleaseFailed(7_777_777L, "rare")))
                                    : row("s", i))));
        }
        writes.forEach(CompletableFuture::join);
        List<Long> all = List.of(3L, (long) events / 2, (long) events);

        assertThat(collected("rare", null, order)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(collected(null, 7_777_777L, order)).containsExactlyInAnyOrderElementsOf(all);
    }

    private List<Long> collected(@Nullable String text, @Nullable Long release, Order order) {
        List<Long> found = new ArrayList<>();
        Long cursor = null;
        int pages = 0;
        do {
            EventPage page = page(null, text, release, order, cursor);
            found.addAll(offsets(page));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(pages).as("pages of %s", order).isGreaterThan(1);
        return found;
    }
}
