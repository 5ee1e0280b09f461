package io.ionroller.persistence;

import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PostgreSqlJournalTest extends JournalContract {

    @Override
    StoreSettings fresh() {
        return Postgres.freshDatabase();
    }

    @Test
    void aReaderThatFollowsTwoEnginesNeverMissesAnEvent() throws Exception {
        int writers = 16;
        int each = 40;
        List<Long> seen = new ArrayList<>();
        try (Store other = Store.open(settings());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                Store engine = w % 2 == 0 ? store() : other;
                String service = "s" + w;
                threads.submit(() -> {
                    for (int i = 1; i <= each; i++) {
                        engine.journal().append(List.of(row(service, i))).join();
                    }
                });
            }
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        long after = seen.isEmpty() ? 0 : seen.getLast();
                        store()
                                .eventLog()
                                .read(EventQuery.after(after, 100))
                                .toCompletableFuture()
                                .join()
                                .events()
                                .stream()
                                .map(LoggedEvent::offset)
                                .forEach(seen::add);
                        return seen.size() >= writers * each;
                    });
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, writers * each).boxed().toList());
    }

    @Test
    void onlyOneOfTwoEnginesCanWriteANumber() {
        try (Store other = Store.open(settings())) {
            List<CompletableFuture<Integer>> writes = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                CompletableFuture<Integer> one = store().journal().append(List.of(row("hello", i)));
                CompletableFuture<Integer> two = other.journal().append(List.of(row("hello", i)));
                CompletableFuture.allOf(one, two)
                        .exceptionally(failed -> null)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
                writes.add(one);
                writes.add(two);
            }

            assertThat(writes.stream().filter(write -> !write.isCompletedExceptionally()))
                    .hasSize(20);
            assertThat(Events.all(store())).hasSize(20);
        }
    }

    @Test
    void writesFailWhileTheDatabaseIsGoneAndWorkWhenItIsBack() {
        store().journal().append(List.of(row("hello", 1))).join();

        Postgres.cutConnections();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            long next = store().journal()
                            .highestSequence("service|hello")
                            .exceptionally(cut -> -1L)
                            .join()
                    + 1;
            return next > 0
                    && store().journal()
                            .append(List.of(row("hello", next)))
                            .handle((n, failed) -> failed == null)
                            .join();
        });
        assertThat(Events.all(store())).extracting(LoggedEvent::offset).containsExactly(1L, 2L);
    }

    @Test
    void saysWhichDatabaseCannotBeReachedButNotThePassword() {
        assertThatThrownBy(() -> Store.open(StoreSettings.parse("postgresql://ann:secret@127.0.0.1:1/none")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1/none")
                .hasMessageNotContaining("secret");
    }
}
