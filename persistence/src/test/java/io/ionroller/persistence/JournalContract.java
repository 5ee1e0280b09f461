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

import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store must do; run on SQLite and on PostgreSQL. */
abstract class JournalContract extends EventLogContract {

    @Test
    void manyWritersGetOneOrderWithoutGaps() throws Exception {
        int writers = 32;
        int each = 25;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < writers; w++) {
                String service = "s" + w;
                threads.submit(() -> {
                    for (int i = 1; i <= each; i++) {
                        store().journal().append(List.of(row(service, i))).join();
                    }
                });
            }
        }

        List<LoggedEvent> events = all(store());
        assertThat(events)
                .extracting(LoggedEvent::offset)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, writers * each).boxed().toList());
        Map<String, Long> sequences = new HashMap<>();
        for (LoggedEvent event : events) {
            String service = event.event().service().value();
            assertThat(event.sequence()).isEqualTo(sequences.merge(service, 1L, Long::sum));
        }
        assertThat(store().eventLog().newestOffset().toCompletableFuture().join())
                .isEqualTo(writers * each);
    }

    @Test
    void whatWasStoredIsThereAfterReopening() {
        RecordedEvent event = event("hello", accepted("hello", 1, "1.0.0"));
        append(store(), 1, event);

        reopen();

        assertThat(all(store())).singleElement().satisfies(logged -> {
            assertThat(logged.event()).isEqualTo(event);
            assertThat(logged.type()).isEqualTo("release-accepted");
            assertThat(logged.version()).isEqualTo("1.0.0");
            assertThat(logged.offset()).isEqualTo(1);
            assertThat(logged.sequence()).isEqualTo(1);
        });
    }

    @Test
    void offsetsGoOnAfterReopening() {
        append(store(), "a", 1, new ServiceEvent.ConfigurationDeleted());
        reopen();
        append(store(), "b", 1, new ServiceEvent.ConfigurationDeleted());

        assertThat(all(store())).extracting(LoggedEvent::offset).containsExactly(1L, 2L);
    }

    @Test
    void replaysTheRangeThatWasAskedFor() {
        for (int i = 1; i <= 600; i++) {
            store().journal().append(List.of(row("hello", i)));
        }
        append(store(), "other", 1, new ServiceEvent.ConfigurationDeleted());

        assertThat(replayed(1, Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(600).isSorted();
        assertThat(replayed(598, 599, Long.MAX_VALUE)).containsExactly(598L, 599L);
        assertThat(replayed(10, Long.MAX_VALUE, 2)).containsExactly(10L, 11L);
        assertThat(replayed(601, Long.MAX_VALUE, 10)).isEmpty();
    }

    private List<Long> replayed(long from, long to, long most) {
        List<Long> numbers = new ArrayList<>();
        store().journal()
                .replay("service|hello", new JournalStore.Range(from, to, most), (number, event) -> {
                    assertThat(event.event()).isEqualTo(new ServiceEvent.ReleaseQueued(number, 1));
                    numbers.add(number);
                })
                .join();
        return numbers;
    }

    @Test
    void knowsTheHighestSequence() {
        append(store(), "hello", 1, new ServiceEvent.PauseRequested(1), new ServiceEvent.PauseRequested(2));

        assertThat(store().journal().highestSequence("service|hello").join()).isEqualTo(2);
        assertThat(store().journal().highestSequence("service|nobody").join()).isZero();
    }

    @Test
    void refusesTheSecondWriterOfANumberAndStoresTheOthers() {
        append(store(), "hello", 1, new ServiceEvent.PauseRequested(1));
        List<CompletableFuture<Integer>> good = new ArrayList<>();
        List<CompletableFuture<Integer>> bad = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            good.add(store().journal().append(List.of(row("good" + i, 1))));
            bad.add(store().journal().append(List.of(row("hello", 1))));
        }

        assertThat(good).allSatisfy(write -> assertThat(write).succeedsWithin(10, TimeUnit.SECONDS));
        assertThat(bad)
                .allSatisfy(write -> assertThat(write)
                        .failsWithin(10, TimeUnit.SECONDS)
                        .withThrowableThat()
                        .withCauseInstanceOf(StoreException.class));
        assertThat(all(store()))
                .extracting(LoggedEvent::offset)
                .hasSize(51)
                .last()
                .isEqualTo(51L);
    }

    @Test
    void storesAllRowsOfAWriteOrNone() {
        CompletableFuture<Integer> write =
                store().journal().append(List.of(row("hello", 1), row("hello", 2), row("hello", 2)));

        assertThatThrownBy(write::join).hasCauseInstanceOf(StoreException.class);
        assertThat(all(store())).isEmpty();
        append(store(), "hello", 1, new ServiceEvent.PauseRequested(1));
        assertThat(all(store())).hasSize(1);
    }

    @Test
    void knowsTheVersionOfEveryEventThatIsAboutARelease() {
        append(store(), "hello", 1, accepted("hello", 1, "1.0.0"), accepted("hello", 2, "2.0.0"));
        append(store(), "hello", 3, new ServiceEvent.ReleaseFailed(1, "x"));
        reopen();
        append(
                store(),
                "hello",
                4,
                new ServiceEvent.ReleaseFailed(2, "x"),
                new ServiceEvent.EnvironmentRemoved(environment("hello", 1)),
                new ServiceEvent.ConfigurationDeleted());

        assertThat(all(store()))
                .extracting(LoggedEvent::version)
                .containsExactly("1.0.0", "2.0.0", "1.0.0", "2.0.0", "1.0.0", null);
    }

    @Test
    void keepsTextOfAnyKind() {
        RecordedEvent event = event(
                "hello", START, "a\0b", new ServiceEvent.ReleaseFailed(1, "\0 'quoted' \"\\ \u00e9 \ud83d\ude80 ; --"));

        append(store(), 1, event);

        assertThat(all(store())).singleElement().extracting(LoggedEvent::event).isEqualTo(event);
    }

    @Test
    void refusesToWriteAfterItWasClosed() {
        GroupCommitWriter writer = new GroupCommitWriter(store().journalDatabase(), events -> {});
        writer.close();

        assertThat(writer.append(List.of(row("hello", 1)), Urgency.NORMAL))
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("closed");
    }
}
