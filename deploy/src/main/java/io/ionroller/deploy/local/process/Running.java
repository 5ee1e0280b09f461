package io.ionroller.deploy.local.process;

import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process that holds a slot, or held it last. Thread-safe. */
final class Running {

    private static final int LINES_OF_DETAIL = 5;

    private final String name;
    private final Path folder;
    private final Claim claim;
    private final InetSocketAddress address;
    private final HealthWatch watch;
    private final Runnable changed;
    private final @Nullable Process child;
    private volatile @Nullable String ended;

    /**
     * Begins to watch the process.
     *
     * @param child the process itself if this engine started it, which then learns its exit status
     * @param changed told when the process ends or its health changes
     */
    static Running watch(Slot slot, Claim claim, @Nullable Process child, HealthCheck check, Runnable changed) {
        Running running = new Running(slot, claim, check, child, changed);
        if (!claim.alive() && child == null) {
            running.end("exited");
            return running;
        }
        running.watch.start();
        if (child != null) {
            child.onExit().thenAccept(ended -> running.end(describe(ended.exitValue())));
        } else {
            ProcessHandle.of(claim.pid())
                    .ifPresentOrElse(
                            process -> process.onExit().thenAccept(ended -> running.end("exited")),
                            () -> running.end("exited"));
        }
        return running;
    }

    // The parts of one whole, handed on by the factory above.
    private Running(Slot slot, Claim claim, HealthCheck check, @Nullable Process child, Runnable changed) {
        this.child = child;
        this.name = slot.name();
        this.folder = slot.folder();
        this.claim = claim;
        this.changed = changed;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), claim.port());
        this.watch = new HealthWatch(address, check, child == null, changed);
    }

    Claim claim() {
        return claim;
    }

    InetSocketAddress address() {
        return address;
    }

    /** A child is asked for by its handle, so that whoever sees it dead can also see its status. */
    boolean alive() {
        return ended == null && (child != null ? child.isAlive() : claim.alive());
    }

    /** Whether requests may be sent to it, as far as is known without looking at the process. */
    boolean serves() {
        return ended == null && watch.verdict().state() == State.HEALTHY;
    }

    void stopWatching() {
        watch.stop();
    }

    /** Looks at the process now. */
    InstanceObservation observe() {
        String where = "127.0.0.1:" + claim.port();
        if (alive()) {
            HealthWatch.Verdict verdict = watch.verdict();
            return new InstanceObservation(name, verdict.state(), where, verdict.detail());
        }
        String why = ended;
        return new InstanceObservation(name, State.EXITED, where, why != null ? why : withOutput(status()));
    }

    /** The process is gone and its end was not told yet. */
    private String status() {
        return child == null ? "exited" : describe(child.exitValue());
    }

    private void end(String how) {
        watch.stop();
        ended = withOutput(how);
        changed.run();
    }

    private String withOutput(String how) {
        try {
            List<String> last = OutputLog.tail(folder, LINES_OF_DETAIL);
            return last.isEmpty() ? how + "; it wrote nothing" : how + ": " + String.join("\n", last);
        } catch (IOException unreadable) {
            return how + "; its output cannot be read: " + unreadable.getMessage();
        }
    }

    private static String describe(int status) {
        // The shell's convention, which the JDK follows: 128 and the number of the signal.
        return status > 128 ? "ended by signal " + (status - 128) : "exited with status " + status;
    }
}
