package io.ionroller.persistence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gives the answers to a large commit to the owners of the services a few at a time, as fast as the actors' threads get round to
 * them; what is urgent passes at once. Otherwise every commit would fill the queue of those threads, in which nothing can overtake.
 * Safe for all threads; never blocks.
 */
final class AnswerGate {

    /** Enough to keep some processors at work. */
    static final int AT_ONCE = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final Executor actors;
    private final Deque<CompletableFuture<Urgency>> waiting = new ArrayDeque<>();
    private int free = AT_ONCE;

    /** @param actors the threads that the owners run on, first come first served */
    AnswerGate(Executor actors) {
        this.actors = actors;
    }

    /** Completed when the answer may go. */
    CompletionStage<Urgency> pass(Urgency urgency) {
        CompletableFuture<Urgency> passes = new CompletableFuture<>();
        if (urgency == Urgency.URGENT) {
            passes.complete(urgency);
        } else if (entered(passes)) {
            go(passes);
        }
        return passes;
    }

    private synchronized boolean entered(CompletableFuture<Urgency> passes) {
        if (free == 0) {
            waiting.addLast(passes);
            return false;
        }
        free--;
        return true;
    }

    /** The place is free again when those threads have done all that was there before. */
    private void go(CompletableFuture<Urgency> passes) {
        passes.complete(Urgency.NORMAL);
        actors.execute(this::next);
    }

    private void next() {
        CompletableFuture<Urgency> successor = successor();
        if (successor != null) {
            go(successor);
        }
    }

    private synchronized @Nullable CompletableFuture<Urgency> successor() {
        CompletableFuture<Urgency> next = waiting.pollFirst();
        if (next == null) {
            free++;
        }
        return next;
    }
}
