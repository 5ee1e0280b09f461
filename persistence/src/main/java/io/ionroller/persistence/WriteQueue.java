package io.ionroller.persistence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, in two lanes: everything urgent is taken before anything else. Within a lane the order is kept.
 * Two writes of one entity never wait together, for Pekko gives the journal the next one after the answer to the one before;
 * so the lanes cannot turn them round. Safe for all threads.
 */
final class WriteQueue {

    /**
     * So that a commit stays short, and with it the wait of an urgent write for the transaction that is under way: larger
     * transactions gave no more throughput (ADR 0002). One write is never parted, however large.
     */
    static final int MOST_ROWS = 500;

    static final int MOST_CHARACTERS = 1 << 20;

    private final int mostWaiting;
    private final Deque<Write> urgent = new ArrayDeque<>();
    private final Deque<Write> normal = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
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
            changed.signal();
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
            return transaction();
        } finally {
            lock.unlock();
        }
    }

    private List<Write> transaction() {
        List<Write> taken = new ArrayList<>();
        int rows = 0;
        int characters = 0;
        Write next = poll();
        while (next != null) {
            taken.add(next);
            rows += next.rows.size();
            characters += next.characters();
            next = rows < MOST_ROWS && characters < MOST_CHARACTERS ? poll() : null;
        }
        return taken;
    }

    private @Nullable Write poll() {
        Write first = urgent.poll();
        return first != null ? first : normal.poll();
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
