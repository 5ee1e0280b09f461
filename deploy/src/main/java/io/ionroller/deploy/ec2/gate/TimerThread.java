package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the machine: one daemon thread that wakes what is due. The tasks run on the executor given, so that a call that is
 * slow to start delays no other. The time of day is taken once and carried on by the monotonic clock, so that a clock that is set
 * back makes nobody wait.
 */
public final class TimerThread implements GateTime, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final Executor tasks;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("aws-gate-timer").unstarted(task));

    /** @param tasks runs what is due; must not block for long */
    public TimerThread(Executor tasks) {
        this.tasks = tasks;
    }

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            var unused = timer.schedule(() -> hand(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().log("the process stops: nothing more is scheduled");
        }
    }

    private void hand(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().log("the process stops: nothing more is run");
        }
    }

    /** Drops what is not due yet. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
