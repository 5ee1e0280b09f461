package io.ionroller.persistence;

import static io.ionroller.persistence.Events.START;
import static io.ionroller.persistence.Events.event;
import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.EventQuery.Order;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search by time finds all that it must, however wrong the clocks were; run on SQLite and on PostgreSQL. */
abstract class EventTimesContract {

    private static final Duration SPAN = Duration.ofHours(4);

    private StoreSettings settings;
    private Store store;
    private final List<Instant> times = new ArrayList<>();

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

    /** Times grow by about 4 s per event; of some nodes the clock is a little late, and of one in a thousand events it is nonsense. */
    private void fill(int events, SplittableRandom random) {
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        List<JournalRow> rows = new ArrayList<>();
        for (int i = 1; i <= events; i++) {
            long seconds = times.size() * 4L - random.nextInt(3) * 30L;
            Instant at = random.nextInt(1_000) == 0
                    ? START.plusSeconds(random.nextLong(SPAN.toSeconds()))
                    : START.plusSeconds(seconds);
            times.add(at);
            rows.add(row(times.size(), event("s", at, "ann", new ServiceEvent.ReleaseFailed(1, "reason"))));
            if (rows.size() == 100 || i == events) {
                writes.add(store.journal().append(List.copyOf(rows)));
                rows.clear();
            }
        }
        writes.forEach(CompletableFuture::join);
    }

    private int covered() throws Exception {
        return store.journalDatabase()
                .read(connection -> MigrationsContract.number(connection, "SELECT count(*) FROM event_times"));
    }

    private void forgetTimes(int from) throws Exception {
        MigrationsContract.execute(store.journalDatabase(), "DELETE FROM event_times WHERE thousand >= " + from);
    }

    private void findsAllThatItMust(SplittableRandom random) {
        for (int round = 0; round < 30; round++) {
            Instant from = START.minusSeconds(120).plusSeconds(random.nextLong(SPAN.toSeconds()));
            Instant to = from.plusSeconds(1 + random.nextLong(3_000));
            boolean open = random.nextInt(5) == 0;
            found(open ? null : from, to, random.nextBoolean() ? "reason" : null);
            found(from, open ? null : to, random.nextBoolean() ? "reason" : null);
        }
    }

    private void found(@Nullable Instant from, @Nullable Instant to, @Nullable String text) {
        List<Long> wanted = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Instant at = times.get(i);
            if ((from == null || !at.isBefore(from)) && (to == null || at.isBefore(to))) {
                wanted.add(i + 1L);
            }
        }
        assertThat(offsets(from, to, text, Order.OLDEST_FIRST))
                .as("%s to %s", from, to)
                .isEqualTo(wanted);
        assertThat(offsets(from, to, text, Order.NEWEST_FIRST))
                .as("%s to %s, newest first", from, to)
                .isEqualTo(wanted.reversed());
    }

    private List<Long> offsets(@Nullable Instant from, @Nullable Instant to, @Nullable String text, Order order) {
        List<Long> found = new ArrayList<>();
        Long cursor = null;
        do {
            EventPage page = store.eventLog()
                    .read(new EventQuery(
                            null,
                            Set.of(),
                            null,
                            null,
                            null,
                            null,
                            text,
                            from,
                            to,
                            order,
                            cursor,
                            1000,
                            ServiceScope.ALL))
                    .toCompletableFuture()
                    .join();
            page.events().stream().map(LoggedEvent::offset).forEach(found::add);
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whereverTheTimesAre(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        fill(3_700, random);

        assertThat(covered()).isEqualTo(3);
        findsAllThatItMust(random);
        reopen();
        findsAllThatItMust(random);
    }

    @Test
    void alsoInWhatAnOlderNodeHasStored() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        fill(3_200, random);
        forgetTimes(1);

        findsAllThatItMust(random);
        fill(700, random);
        assertThat(covered()).as("not before the next thousand is full").isEqualTo(1);
        fill(200, random);
        assertThat(covered()).isEqualTo(4);
        findsAllThatItMust(random);
    }

    @Test
    void aStartTakesDownTheTimesOfWhatIsStored() throws Exception {
        fill(2_100, new SplittableRandom(8));
        forgetTimes(0);

        reopen();

        assertThat(covered()).isEqualTo(2);
        findsAllThatItMust(new SplittableRandom(8));
    }
}
