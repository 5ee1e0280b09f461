package io.ionroller.deploy.simulated;

import java.time.Duration;
import java.time.Instant;

/** The time that a {@link SimulatedCloud} lives by. Called from any thread. */
public interface SimulatedTime {

    Instant now();

    /** Runs the task when {@code delay} has passed, never before this method returns unless the delay is zero. */
    void after(Duration delay, Runnable task);
}
