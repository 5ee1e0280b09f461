package io.ionroller.deploy.simulated;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time of the machine, for a server that trains people. Tasks run on the common pool. Called from any thread. */
public final class RealTime implements SimulatedTime {

    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(task);
    }
}
