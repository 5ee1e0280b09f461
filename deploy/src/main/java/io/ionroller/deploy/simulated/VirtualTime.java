package io.ionroller.deploy.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Tasks that become due run on the thread that moves it, in the order of
 * their time and then of their arrival, and see their own due time as {@link #now}. Called from any thread.
 */
public final class VirtualTime implements SimulatedTime {

    private record Task(Instant due, long number, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long scheduled;

    public VirtualTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        synchronized (this) {
            scheduled++;
            tasks.add(new Task(now.plus(delay), scheduled, task));
        }
    }

    /**
     * Moves time on, running what becomes due on the way.
     *
     * @throws IllegalArgumentException for a negative step
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + step);
        }
        Instant goal = now().plus(step);
        for (Task task = due(goal); task != null; task = due(goal)) {
            task.work().run();
        }
        synchronized (this) {
            now = goal.isAfter(now) ? goal : now;
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
