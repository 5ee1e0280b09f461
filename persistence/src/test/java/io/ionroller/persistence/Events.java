package io.ionroller.persistence;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Events for tests. */
final class Events {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Events() {}

    static RecordedEvent event(String service, Instant at, String who, ServiceEvent event) {
        return new RecordedEvent(
                new ServiceName(service), new EventMetadata(at, who, "test", "command-1", null), event);
    }

    static RecordedEvent event(String service, ServiceEvent event) {
        return event(service, START, "ann", event);
    }

    static ServiceEvent accepted(String service, long release, String version) {
        return new ServiceEvent.ReleaseAccepted(
                release,
                new Version(version),
                1,
                ReleaseKind.RELEASE,
                new EnvironmentId(new ServiceName(service), release),
                release);
    }

    static EnvironmentId environment(String service, long release) {
        return new EnvironmentId(new ServiceName(service), release);
    }

    static JournalRow row(long sequence, RecordedEvent event) {
        return JournalRow.of("service|" + event.service(), sequence, event);
    }

    /** A small event with a given number in it. */
    static JournalRow row(String service, long sequence) {
        return row(sequence, event(service, new ServiceEvent.ReleaseQueued(sequence, 1)));
    }

    /** Appends the events of one service, each as a write of its own, and waits for all. */
    static void append(Store store, long firstSequence, RecordedEvent... events) {
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            writes.add(store.journal().append(List.of(row(firstSequence + i, events[i]))));
        }
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    static void append(Store store, String service, long firstSequence, ServiceEvent... events) {
        append(
                store,
                firstSequence,
                Arrays.stream(events).map(e -> event(service, e)).toArray(RecordedEvent[]::new));
    }

    static List<LoggedEvent> all(Store store) {
        List<LoggedEvent> all = new ArrayList<>();
        Long cursor = 0L;
        while (cursor != null) {
            var page = store.eventLog()
                    .read(EventQuery.after(cursor, 500))
                    .toCompletableFuture()
                    .join();
            all.addAll(page.events());
            cursor = page.next();
        }
        return all;
    }
}
