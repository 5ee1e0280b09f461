package io.ionroller.api.http;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.AccessJournal;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A journal in memory that answers like a stored one. */
final class InMemoryJournal implements EventLog, AccessJournal {

    private final List<LoggedEvent> events = new ArrayList<>();
    private final Map<ServiceName, Long> sequences = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    volatile Throwable failure;
    /** Whether this process hears of its own appends. */
    volatile boolean tells = true;

    synchronized void append(RecordedEvent recorded) {
        long sequence = sequences.merge(recorded.service(), 1L, Long::sum);
        events.add(new LoggedEvent(
                events.size() + 1L,
                sequence,
                EventCodec.typeOf(recorded.event()),
                recorded.event() instanceof ServiceEvent.ReleaseAccepted accepted
                        ? accepted.version().value()
                        : null,
                recorded));
        if (tells) {
            listeners.forEach(Runnable::run);
        }
    }

    @Override
    public synchronized CompletionStage<?> append(long after, List<RecordedEvent> recorded) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (sequences.getOrDefault(ServiceName.ACCESS, 0L) != after) {
            return CompletableFuture.failedFuture(new IllegalStateException("somebody else was faster"));
        }
        recorded.forEach(this::append);
        return CompletableFuture.completedFuture(recorded.size());
    }

    synchronized List<LoggedEvent> all() {
        return List.copyOf(events);
    }

    @Override
    public synchronized CompletionStage<EventPage> read(EventQuery query) {
        reads.incrementAndGet();
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        boolean oldest = query.order() == EventQuery.Order.OLDEST_FIRST;
        Comparator<LoggedEvent> order = Comparator.comparingLong(LoggedEvent::offset);
        List<LoggedEvent> found = matching(query)
                .filter(event -> query.cursor() == null
                        || (oldest ? event.offset() > query.cursor() : event.offset() < query.cursor()))
                .sorted(oldest ? order : order.reversed())
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<LoggedEvent> page = more ? found.subList(0, query.limit()) : found;
        return CompletableFuture.completedFuture(
                new EventPage(page, more ? (Long) page.getLast().offset() : null));
    }

    private Stream<LoggedEvent> matching(EventQuery query) {
        Long cursor = query.cursor();
        boolean oldest = query.order() == EventQuery.Order.OLDEST_FIRST;
        int skipped = oldest && cursor != null ? Math.clamp(cursor, 0, events.size()) : 0;
        return events.subList(skipped, events.size()).stream().filter(logged -> {
            EventMetadata metadata = logged.event().metadata();
            return query.scope().includes(logged.event().service())
                    && (query.service() == null
                            || query.service().equals(logged.event().service()))
                    && (query.types().isEmpty() || query.types().contains(logged.type()))
                    && (query.version() == null || query.version().equals(logged.version()))
                    && (query.user() == null || query.user().equals(metadata.who()))
                    && (query.release() == null
                            || query.release().equals(logged.event().event().aboutRelease()))
                    && (query.environment() == null
                            || query.environment().equals(logged.event().event().aboutEnvironment()))
                    && (query.text() == null
                            || EventCodec.encode(logged.event()).contains(query.text()))
                    && (query.from() == null || !metadata.at().isBefore(query.from()))
                    && (query.to() == null || metadata.at().isBefore(query.to()));
        });
    }

    @Override
    public synchronized CompletionStage<Long> newestOffset() {
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture((long) events.size());
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
