package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.query.EventChain;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCopyTest {

    private static final int SERVICES = 12;

    @TempDir
    private Path folder;

    private final StoreSettings.PostgreSql target = (StoreSettings.PostgreSql) Postgres.freshDatabase();

    @Test
    void everythingArrivesInItsPlaceAndTheEngineGoesOn() {
        fill(250);
        List<LoggedEvent> before = embedded();
        List<Long> told = new ArrayList<>();

        JournalCopy.Result result = JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, told::add);

        assertThat(result.events()).isEqualTo(before.size()).isEqualTo(result.copied());
        assertThat(result.services()).isEqualTo(SERVICES);
        assertThat(told).isSorted().endsWith((long) before.size());
        try (Store store = Store.open(target)) {
            assertThat(Events.all(store)).isEqualTo(before);
            assertThat(CatalogContract.wait(store.catalog().lag())).isZero();
            assertThat(CatalogContract.wait(store.catalog().services(null, 100)))
                    .hasSize(SERVICES);
            Events.append(store, "new", 1, Events.accepted("new", 1, "1.0.0"));
            assertThat(Events.all(store).getLast().offset()).isEqualTo(before.size() + 1);
        }
    }

    @Test
    void goesOnWhereItWasKilledAndNoEngineStartsUntilThen() throws Exception {
        fill(250);
        List<LoggedEvent> before = embedded();

        killAfterTheFirstBatch();

        assertThatThrownBy(() -> Store.open(target))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("unfinished copy")
                .hasMessageContaining("migrate-store");
        JournalCopy.Result result = JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {});
        assertThat(result.copied()).isPositive().isLessThan(result.events());
        try (Store store = Store.open(target)) {
            assertThat(Events.all(store)).isEqualTo(before);
        }
    }

    private void killAfterTheFirstBatch() throws Exception {
        String url = target.jdbcUrl() + "?user=" + target.user() + "&password=" + target.password();
        Process process = Jvm.of(CopyTarget.class, folder.toString(), url);
        try (BufferedReader out = process.inputReader()) {
            assertThat(Long.parseLong(out.readLine())).isPositive();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
    }

    /** Thrown where a kill would end the process: between two batches. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aSecondRunFindsThatAllIsThere() {
        fill(20);
        JournalCopy.Result first = JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {});

        JournalCopy.Result second = JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {});

        assertThat(second.copied()).isZero();
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    void refusesADatabaseThatHoldsOtherEventsAndChangesNothing() {
        fill(20);
        List<LoggedEvent> there;
        try (Store store = Store.open(target)) {
            Events.append(store, "other", 1, Events.accepted("other", 1, "1.0.0"));
            there = Events.all(store);
        }

        assertThatThrownBy(() -> JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no unfinished copy of " + folder)
                .hasMessageContaining("empty database");
        try (Store store = Store.open(target)) {
            assertThat(Events.all(store)).isEqualTo(there);
        }
    }

    @Test
    void refusesAnUnfinishedCopyOfAnotherJournal() {
        fill(250);
        assertThatThrownBy(() -> JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        Path other = folder.resolve("other");
        try (Store store = Store.open(StoreSettings.embedded(other))) {
            for (int i = 1; i <= 2_000; i++) {
                store.journal().append(List.of(Events.row("s", i)));
            }
        }

        assertThatThrownBy(() -> JournalCopy.run(other, target, JournalCopy.BrokenChains.REFUSE, events -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no unfinished copy");
    }

    @Test
    void stopsWhenSomethingElseWritesIntoTheDatabase() {
        fill(250);
        try (Store running = Store.open(target)) {
            assertThatThrownBy(() -> JournalCopy.run(
                            folder,
                            target,
                            JournalCopy.BrokenChains.REFUSE,
                            events -> running.journal()
                                    .append(List.of(Events.row("intruder", events)))
                                    .join()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Something else writes");
        }
    }

    @Test
    void refusesAJournalThatWasChangedUnlessToldToCopyItAsItIs() throws Exception {
        fill(20);
        try (Database database = Database.sqlite(folder.resolve("journal.db"), Database.Durability.FULL, 2)) {
            MigrationsContract.execute(database, "UPDATE event_journal SET who = 'eve' WHERE event_offset = 1");
        }

        assertThatThrownBy(() -> JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in the chain of s1 an event does not fit. Nothing was copied.")
                .hasMessageContaining("--with-broken-chains");
        try (Store store = Store.open(target)) {
            assertThat(Events.all(store)).isEmpty();
        }

        JournalCopy.Result result = JournalCopy.run(folder, target, JournalCopy.BrokenChains.COPY, events -> {});
        assertThat(result.broken()).isEqualTo(1);
        try (Store store = Store.open(target)) {
            EventChain.Piece found =
                    CatalogContract.wait(store.eventChain().check(null, null).next());
            assertThat(found.findings())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            EventChain.Broken.class,
                            broken -> assertThat(broken.offset()).isEqualTo(1));
        }
    }

    @Test
    void refusesWhileAnEngineHoldsTheSource() {
        fill(1);
        try (Store running = Store.open(StoreSettings.embedded(folder))) {
            assertThat(Events.all(running)).isNotEmpty();

            assertThatThrownBy(() -> JournalCopy.run(folder, target, JournalCopy.BrokenChains.REFUSE, events -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another engine process");
        }
    }

    @Test
    void saysWhenThereIsNoJournal() {
        assertThatThrownBy(() -> JournalCopy.run(
                        folder.resolve("nothing"), target, JournalCopy.BrokenChains.REFUSE, events -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("There is no journal in");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** Random histories; with 250 commands each they are several batches. */
    private void fill(int commands) {
        try (Store store = Store.open(StoreSettings.embedded(folder))) {
            List<CompletableFuture<Integer>> writes = new ArrayList<>();
            for (int s = 1; s <= SERVICES; s++) {
                long sequence = 0;
                for (RecordedEvent event : MachineHistory.of("s" + s, s, commands)) {
                    sequence++;
                    writes.add(store.journal().append(List.of(Events.row(sequence, event))));
                }
            }
            writes.forEach(CompletableFuture::join);
        }
    }

    private List<LoggedEvent> embedded() {
        try (Store store = Store.open(StoreSettings.embedded(folder))) {
            return Events.all(store);
        }
    }
}
