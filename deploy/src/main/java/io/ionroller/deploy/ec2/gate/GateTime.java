package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;

/** The time that gates live by. Called from any thread. */
public interface GateTime {

    /** Never goes back. */
    Instant now();

    /** Runs the task once {@code delay} has passed, never on the calling thread before this returns. */
    void after(Duration delay, Runnable task);
}
