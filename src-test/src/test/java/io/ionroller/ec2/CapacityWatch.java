package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** Looks at a target group again and again, past the engine, and remembers how few targets got requests. */
final class CapacityWatch implements AutoCloseable {

    private final OneTargetGroup group;
    private final Thread thread;
    private volatile boolean over;
    private volatile int least;
    private volatile String when = "";

    /** Begins with what serves now. */
    CapacityWatch(OneTargetGroup group) {
        this.group = group;
        this.least = group.healthy().size();
        this.thread = Thread.ofPlatform().daemon().name("capacity-watch").start(this::look);
    }

    private void look() {
        while (!over) {
            Map<String, String> targets = group.targets();
            int serving =
                    (int) targets.values().stream().filter("healthy"::equals).count();
            if (serving < least) {
                least = serving;
                when = targets.toString();
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Ends, with at no time fewer targets in service than these. */
    void neverWasLessThan(int wanted) {
        close();
        assertThat(least).as("least in service: %s", when).isGreaterThanOrEqualTo(wanted);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
