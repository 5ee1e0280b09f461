package io.ionroller.engine.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets only so many reports at a time be on their way to the owners of their services in this process; the others wait here,
 * first come first served. What is urgent, the work of a rollback, passes at once. Without it all of a busy engine's reports wait
 * in the queues of the actors' threads, in which nothing can overtake. Safe for all threads; never blocks.
 */
public final class Turnstile {

    private final Deque<Passage> waiting = new ArrayDeque<>();
    private int free;

    /** @param places how many reports may be under way; at least 1 */
    public Turnstile(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("places: got " + places + ", wanted 1 or more");
        }
        this.free = places;
    }

    /** One report's way through. */
    public final class Passage {
        private final Consumer<Passage> report;
        private boolean inside;
        private boolean over;

        private Passage(Consumer<Passage> report) {
            this.report = report;
        }

        /** The owner has it, or it is not wanted any more. May be said more than once, and by any thread. */
        public void leave() {
            successorOf(this).ifPresent(next -> next.report.accept(next));
        }
    }

    /** Runs the report at once, or when its turn has come, perhaps on another thread. */
    Passage enter(boolean urgent, Consumer<Passage> report) {
        Passage passage = new Passage(report);
        if (admitted(passage, urgent)) {
            report.accept(passage);
        }
        return passage;
    }

    /** For what passes without being counted. */
    Passage free() {
        Passage passage = new Passage(own -> {});
        passage.over = true;
        return passage;
    }

    private synchronized boolean admitted(Passage passage, boolean urgent) {
        if (!urgent && free <= 0) {
            waiting.addLast(passage);
            return false;
        }
        free--;
        passage.inside = true;
        return true;
    }

    /** Answers who may enter instead. */
    private synchronized Optional<Passage> successorOf(Passage passage) {
        if (passage.over) {
            return Optional.empty();
        }
        passage.over = true;
        if (!passage.inside) {
            waiting.remove(passage);
            return Optional.empty();
        }
        free++;
        if (free <= 0 || waiting.isEmpty()) {
            return Optional.empty();
        }
        Passage next = waiting.removeFirst();
        free--;
        next.inside = true;
        return Optional.of(next);
    }
}
