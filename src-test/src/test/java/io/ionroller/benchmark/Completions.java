package io.ionroller.benchmark;

import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Follows the event log, as a client of the feed would, and says when a release has completed. */
final class Completions implements AutoCloseable {

    private final EventLog log;
    private final Semaphore stored = new Semaphore(0);
    private final AutoCloseable subscription;
    private volatile Runnable completed = () -> {};
    private volatile boolean closed;

    Completions(EventLog log) {
        this.log = log;
        this.subscription = log.onAppend(stored::release);
        Thread.ofPlatform().daemon().name("completions").start(this::follow);
    }

    /** From now on this is called for every completed release. */
    void to(Runnable listener) {
        completed = listener;
    }

    private void follow() {
        long offset = 0;
        try {
            while (!closed) {
                stored.tryAcquire(100, TimeUnit.MILLISECONDS);
                stored.drainPermits();
                long newest = log.newestOffset().toCompletableFuture().join();
                Long next = offset;
                while (next != null) {
                    EventPage page =
                            log.read(completions(next)).toCompletableFuture().join();
                    page.events().forEach(event -> completed.run());
                    offset = page.events().isEmpty()
                            ? newest
                            : Math.max(newest, page.events().getLast().offset());
                    next = page.next();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static EventQuery completions(long after) {
        return new EventQuery(
                null,
                Set.of("release-completed"),
                null,
                null,
                null,
                null,
                null,
                EventQuery.Order.OLDEST_FIRST,
                after,
                EventQuery.MOST);
    }

    @Override
    public void close() {
        closed = true;
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
