package io.ionroller.persistence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written, in two lanes: everything urgent is taken before anything else, and into a transaction of its own,
 * which is short. Within a lane the order is kept.
 * Two writes of one entity never wait together, for Pekko gives the journal the next one after the answer to the one before;
 * so the lanes cannot turn them round. Safe for all threads.
 */
final class WriteQueue {

    /**
     * So that a commit stays short, and with it the wait of an urgent write for the transaction that is under way. Figures for
     * larger ones are in docs/performance.md. One write is never parted, however large.
     */
    static final int MOST_ROWS = 100;

    static final int MOST_CHARACTERS = 1 << 20;

    /**
     * While several write at the same time, a transaction waits this long for more of them, or until {@link #ENOUGH} are there:
     * what is not urgent can wait, and a commit costs the same for one as for many (docs/performance.md).
     */
    static final Duration LINGER = Duration.ofMillis(4);

    static final int ENOUGH = 32;

    private final int mostWaiting;
    private final Deque<Write> urgent = new ArrayDeque<>();
    private final Deque<Write> normal = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean busy;
    private int wanted = 1;
    private boolean closed;

    /** Rows that are stored together or not at all. */
    record Write(List<JournalRow> rows, Urgency urgency, CompletableFuture<Integer> done) {

        private int characters() {
            return rows.stream().mapToInt(row -> row.payload().length()).sum();
        }
    }

    /** What became of a write that was handed over. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    /** @param mostWaiting writes in each lane */
    WriteQueue(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    Offer offer(Write write) {
        lock.lock();
        try {
            Deque<Write> lane = write.urgency == Urgency.URGENT ? urgent : normal;
            if (closed) {
                return Offer.CLOSED;
            }
            if (lane.size() >= mostWaiting) {
                return Offer.FULL;
            }
            lane.add(write);
            if (write.urgency == Urgency.URGENT || lane.size() == wanted) {
                changed.signal();
            }
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for writes and takes what goes into one transaction; nothing when the queue was closed and is empty. */
    List<Write> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (urgent.isEmpty() && normal.isEmpty() && !closed) {
                changed.await();
            }
            if (busy) {
                linger();
            }
            List<Write> taken = transaction();
            busy = taken.size() > 1;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void linger() throws InterruptedException {
        wanted = ENOUGH;
        long nanos = LINGER.toNanos();
        try {
            while (nanos > 0 && urgent.isEmpty() && normal.size() < wanted && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            wanted = 1;
        }
    }

    private List<Write> transaction() {
        List<Write> taken = new ArrayList<>();
        int rows = 0;
        int characters = 0;
        Deque<Write> lane = urgent.isEmpty() ? normal : urgent;
        Write next = lane.poll();
        while (next != null) {
            taken.add(next);
            rows += next.rows.size();
            characters += next.characters();
            next = rows < MOST_ROWS && characters < MOST_CHARACTERS ? lane.poll() : null;
        }
        return taken;
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
