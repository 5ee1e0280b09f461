package io.ionroller.api.http;

import io.ionroller.engine.query.EventLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Wakes all feeds when events may have been stored: soon after this process stored some, and now and then for those of other
 * processes. Many appends in a row wake only once. Safe for all threads.
 */
final class AppendSignal {

    /** Appends within this time wake together. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final AtomicReference<CompletableFuture<Void>> waiting = new AtomicReference<>(new CompletableFuture<>());
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ActorSystem<?> system;
    private final AutoCloseable subscription;

    AppendSignal(EventLog log, Duration poll, ActorSystem<?> system) {
        this.system = system;
        this.subscription = log.onAppend(this::appended);
        system.scheduler().scheduleWithFixedDelay(poll, poll, this::wake, system.executionContext());
    }

    /** Completes at the next occasion. Take it first and read afterwards, so that nothing falls between. */
    CompletionStage<Void> next() {
        return waiting.get();
    }

    boolean stopped() {
        return stopped.get();
    }

    /** Ends all feeds: the server goes down. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException("the subscription to the journal cannot be closed", e);
            } finally {
                wake();
            }
        }
    }

    private void appended() {
        if (!stopped() && due.compareAndSet(false, true)) {
            system.scheduler().scheduleOnce(GATHER, this::wake, system.executionContext());
        }
    }

    private void wake() {
        due.set(false);
        waiting.getAndSet(new CompletableFuture<>()).complete(null);
    }
}
