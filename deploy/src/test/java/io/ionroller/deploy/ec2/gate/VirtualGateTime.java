package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until the test moves it, and then runs what becomes due on the test's thread. */
final class VirtualGateTime implements GateTime {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private record Task(Instant due, long number, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now = START;
    private long scheduled;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        scheduled++;
        tasks.add(new Task(now.plus(delay), scheduled, task));
    }

    void advance(Duration step) {
        Instant goal = now().plus(step);
        for (Task task = due(goal); task != null; task = due(goal)) {
            task.work().run();
        }
        synchronized (this) {
            now = goal;
        }
    }

    private synchronized @Nullable Task due(Instant goal) {
        Task first = tasks.peek();
        if (first == null || first.due().isAfter(goal)) {
            return null;
        }
        tasks.remove();
        now = first.due().isAfter(now) ? first.due() : now;
        return first;
    }
}
