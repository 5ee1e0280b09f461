package io.ionroller.deploy.local.process;

import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Checks one running instance until it is stopped, on a virtual thread of its own. An instance that nothing has answered for
 * yet is still starting, however often a connection was refused: only answers count against it, so that a slow start is not
 * mistaken for a bad release. After that, refused connections count like any failure.
 */
final class HealthWatch {

    /** Between the first checks of an instance that ran before this engine did. */
    private static final Duration QUICK = Duration.ofMillis(20);
    /** Between checks while nothing listens yet. */
    private static final Duration STARTING = Duration.ofMillis(100);

    /** What is known of the instance's health. */
    record Verdict(State state, String detail) {}

    private final InetSocketAddress address;
    private final HealthCheck check;
    private final boolean adopted;
    private final Runnable changed;
    private final Thread thread;
    private volatile Verdict verdict = new Verdict(State.STARTING, "not checked yet");
    private volatile boolean stopped;
    private int passed;
    private int failed;
    private boolean answered;

    /**
     * @param adopted the instance ran before this engine did: its first verdict is wanted soon
     * @param changed told, on the watch's thread, when the state is another
     */
    HealthWatch(InetSocketAddress address, HealthCheck check, boolean adopted, Runnable changed) {
        this.address = address;
        this.check = check;
        this.adopted = adopted;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("health-" + address.getPort()).unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    Verdict verdict() {
        return verdict;
    }

    private void watch() {
        while (!stopped) {
            State before = verdict.state();
            boolean listens = judge(HealthProbe.check(address, check));
            if (stopped) {
                return;
            }
            if (verdict.state() != before) {
                changed.run();
            }
            try {
                Thread.sleep(pause(listens));
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private Duration pause(boolean listens) {
        Duration pause = check.interval();
        if (verdict.state() == State.STARTING && !listens) {
            pause = STARTING;
        } else if (verdict.state() == State.STARTING && adopted) {
            pause = QUICK;
        }
        return pause.compareTo(check.interval()) < 0 ? pause : check.interval();
    }

    /** Counts a result; answers whether anything listened. */
    private boolean judge(HealthProbe.Result result) {
        return switch (result) {
            case HealthProbe.Result.Passed() -> {
                answered = true;
                passed++;
                failed = 0;
                if (passed >= check.healthyThreshold()) {
                    verdict = new Verdict(State.HEALTHY, "");
                } else if (verdict.state() == State.STARTING) {
                    verdict = new Verdict(
                            State.STARTING, "passed " + passed + " of " + check.healthyThreshold() + " health checks");
                }
                yield true;
            }
            case HealthProbe.Result.Failed(String why) -> {
                answered = true;
                fail(why);
                yield true;
            }
            case HealthProbe.Result.NotListening(String why) -> {
                if (answered) {
                    fail(why);
                } else {
                    passed = 0;
                    verdict = new Verdict(State.STARTING, why + " yet");
                }
                yield false;
            }
        };
    }

    private void fail(String why) {
        passed = 0;
        failed++;
        State state = failed >= check.unhealthyThreshold() ? State.UNHEALTHY : verdict.state();
        // A healthy instance keeps its state until the threshold; the detail shows what is going on.
        verdict = new Verdict(state, why);
    }
}
