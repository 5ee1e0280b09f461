package io.ionroller.aws.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen by itself, and when. While an entry is done, the time is the one at which it was due. */
final class Agenda {

    private record Entry(Instant due, long sequence, Runnable deed) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::sequence));
    private Instant now;
    private long sequence;

    Agenda(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void after(Duration delay, Runnable deed) {
        entries.add(new Entry(now.plus(delay), sequence++, deed));
    }

    void runUntil(Instant time) {
        while (!entries.isEmpty() && !entries.peek().due().isAfter(time)) {
            Entry entry = entries.poll();
            now = entry.due();
            entry.deed().run();
        }
        now = time.isAfter(now) ? time : now;
    }
}
