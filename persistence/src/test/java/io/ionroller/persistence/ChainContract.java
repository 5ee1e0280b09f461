package io.ionroller.persistence;

import static io.ionroller.persistence.Events.START;
import static io.ionroller.persistence.Events.append;
import static io.ionroller.persistence.Events.event;
import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain.Broken;
import io.ionroller.engine.query.EventChain.Check;
import io.ionroller.engine.query.EventChain.Finding;
import io.ionroller.engine.query.EventChain.Flaw;
import io.ionroller.engine.query.EventChain.Head;
import io.ionroller.engine.query.EventChain.Hole;
import io.ionroller.engine.query.EventChain.Piece;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chain of stored events must show; run on SQLite and on PostgreSQL. */
abstract class ChainContract {

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

    private void change(String sql) throws Exception {
        MigrationsContract.execute(store.journalDatabase(), sql);
    }

    private int count(String condition) throws Exception {
        return store.journalDatabase()
                .read(connection ->
                        MigrationsContract.number(connection, "SELECT count(*) FROM event_journal WHERE " + condition));
    }

    private List<Finding> check() {
        return check(null, null);
    }

    private List<Finding> check(@Nullable String service, @Nullable Long headsAt) {
        Check check = store.eventChain().check(service == null ? null : new ServiceName(service), headsAt);
        List<Finding> found = new ArrayList<>();
        Piece piece;
        do {
            piece = check.next().toCompletableFuture().join();
            found.addAll(piece.findings());
        } while (!piece.last());
        return found;
    }

    /** Events of several services mixed, many of them in one commit. */
    private void fill(int services, int each) {
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 1; i <= each; i += 2) {
            for (int s = 1; s <= services; s++) {
                writes.add(store.journal().append(List.of(row("s" + s, i), row("s" + s, i + 1))));
            }
        }
        writes.forEach(CompletableFuture::join);
    }

    @Test
    void whatTheEngineStoredIsIntactAlsoAfterRestarts() {
        fill(3, 10);
        reopen();
        append(store, "s2", 11, new ServiceEvent.PauseRequested(1));
        append(store, "new", 1, new ServiceEvent.PauseRequested(1));

        Check check = store.eventChain().check(null, null);
        Piece piece = check.next().toCompletableFuture().join();

        assertThat(piece).isEqualTo(new Piece(32, 4, List.of(), true));
    }

    @Test
    void textOfAnyKindIsIntact() {
        append(
                store,
                1,
                event(
                        "hello",
                        START,
                        "a\0b\u0001\u007f",
                        new ServiceEvent.ReleaseFailed(1, "\0\t \"\\ \u00e9 \ud83d\ude80")));

        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = replace(payload, '\"behind\":1', '\"behind\":2')",
                "at = at + 1",
                "who = 'eve'",
                "cause = 'test2'",
                "command_id = 'command-2'",
                "type = 'release-failed'",
                "service = 's3'",
                "release = 1",
                "environment = 's2-1'",
                "version = '1.0.0'",
                "hash = replace(hash, substr(hash, 1, 1), 'x')"
            })
    void namesExactlyTheEventInWhichOneColumnWasChanged(String changed) throws Exception {
        fill(3, 10);

        change("UPDATE event_journal SET " + changed + " WHERE service = 's2' AND sequence_nr = 7");

        assertThat(check()).singleElement().isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.service()).isEqualTo("s2");
            assertThat(broken.sequence()).isEqualTo(7);
            assertThat(broken.flaw()).isEqualTo(Flaw.ALTERED);
            assertThat(broken.expected()).matches("[0-9a-f]{64}").isNotEqualTo(broken.found());
        });
        assertThat(check("s2", null)).hasSize(1);
        assertThat(check("s1", null)).isEmpty();
    }

    @Test
    void namesTheFirstOfSeveralInEachService() throws Exception {
        fill(3, 10);

        change("UPDATE event_journal SET who = 'eve' WHERE sequence_nr >= 4 AND service <> 's2'");

        assertThat(check())
                .extracting(found -> ((Broken) found).service() + " " + ((Broken) found).sequence())
                .containsExactlyInAnyOrder("s1 4", "s3 4");
    }

    @Test
    void namesAnEventThatIsMissing() throws Exception {
        fill(2, 10);

        change("DELETE FROM event_journal WHERE service = 's1' AND sequence_nr = 5");

        List<Finding> found = check();
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).isEqualTo(new Broken("s1", 5, null, Flaw.MISSING, "event 5", "event 6"));
        assertThat(found.getLast()).isInstanceOf(Hole.class);
    }

    @Test
    void noticesTheEndOfAServiceThatIsMissingByItsPlaces() throws Exception {
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1), new ServiceEvent.PauseRequested(1));
        append(store, "other", 1, new ServiceEvent.PauseRequested(1));

        change("DELETE FROM event_journal WHERE service = 'hello' AND sequence_nr = 2");

        assertThat(check()).containsExactly(new Hole(2));
    }

    @Test
    void tellsWhereChainsHadComeToAtAnOffset() throws Exception {
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1), new ServiceEvent.PauseRequested(1));
        append(store, "other", 1, new ServiceEvent.PauseRequested(1));
        List<Finding> before = check(null, 3L);
        append(store, "hello", 3, new ServiceEvent.PauseRequested(1));
        append(store, "late", 1, new ServiceEvent.PauseRequested(1));

        assertThat(check(null, 3L))
                .isEqualTo(before)
                .extracting(head -> ((Head) head).service() + ((Head) head).sequence())
                .containsExactlyInAnyOrder("hello2", "other1");
    }

    @Test
    void eventsOfTheTimeBeforeAreChainedAtTheNextStart() throws Exception {
        fill(4, 600);
        List<Finding> chained = check(null, Long.MAX_VALUE);

        change("UPDATE event_journal SET hash = NULL");
        assertThat(check())
                .hasSize(4)
                .allSatisfy(found -> assertThat(((Broken) found).flaw()).isEqualTo(Flaw.UNCHAINED));
        reopen();

        assertThat(check(null, Long.MAX_VALUE)).isEqualTo(chained).hasSize(4);
        assertThat(count("hash IS NULL")).isZero();
    }

    @Test
    void whatAnOlderNodeHasStoredIsChainedWhenItsServiceGoesOn() throws Exception {
        fill(2, 4);
        reopen();
        change("UPDATE event_journal SET hash = NULL WHERE sequence_nr > 2");

        append(store, "s1", 5, new ServiceEvent.PauseRequested(1));

        assertThat(check("s1", null)).isEmpty();
        assertThat(count("hash IS NULL")).as("of the other service").isEqualTo(2);
    }

    @Test
    void aWriteThatFailedLeavesNothingInTheChain() {
        append(store, "hello", 1, new ServiceEvent.PauseRequested(1));
        CompletableFuture<Integer> refused = store.journal().append(List.of(row("hello", 2), row("hello", 1)));
        assertThat(refused.handle((n, failed) -> failed != null).join()).isTrue();

        append(store, "hello", 2, new ServiceEvent.PauseRequested(2));

        assertThat(check()).isEmpty();
    }

    @Test
    void aJournalThatIsReadWhileItGrowsIsIntact() {
        CompletableFuture<Void> filled = CompletableFuture.runAsync(() -> fill(8, 400));
        List<Finding> found = new ArrayList<>();
        while (!filled.isDone()) {
            found.addAll(check());
        }
        filled.join();

        assertThat(found).isEmpty();
        assertThat(check()).isEmpty();
    }
}
