package io.ionroller.deploy.local.process;

import io.ionroller.deploy.local.storage.DurableFile;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.platform.InstanceObservation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one instance: a folder with its port, its claims and its output. Changes are made by one thread at a time
 * (its environment sees to that); reading is for any thread.
 *
 * <p>A crash at any moment is harmless: a process that was forked and not seen claims the slot or finds it claimed, and the
 * next engine reads the claim.
 */
final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final int OLD_CLAIMS_KEPT = 20;

    private final String name;
    private final Path folder;
    private final ProcessSettings settings;
    private final HealthCheck check;
    private final Runnable changed;
    private volatile @Nullable Running running;

    Slot(String name, Path folder, ProcessSettings settings, HealthCheck check, Runnable changed) {
        this.name = name;
        this.folder = folder;
        this.settings = settings;
        this.check = check;
        this.changed = changed;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    /** What is there now; empty when nothing was ever started. */
    Optional<InstanceObservation> observe() {
        Running now = running;
        return now == null ? Optional.empty() : Optional.of(now.observe());
    }

    /** Where requests may be sent. */
    Optional<InetSocketAddress> serving() {
        Running now = running;
        return now != null && now.serves() ? Optional.of(now.address()) : Optional.empty();
    }

    /** Finds what an earlier engine left here. */
    void adopt() throws IOException {
        Claim claim = Claim.newest(folder).orElse(null);
        if (claim != null && claim.pid() > 0) {
            settings.ports().hold(claim.port());
            running = Running.watch(this, claim, null, check, changed);
        }
    }

    /** Sees to it that exactly one process runs here. Blocks until it has claimed the slot. */
    void ensure(Launch.Plan plan) throws IOException, InterruptedException {
        Running now = running;
        if (now != null && now.alive()) {
            return;
        }
        Claim claim = Claim.newest(folder).orElse(null);
        if (claim != null && claim.alive()) {
            adopt();
            return;
        }
        if (claim != null) {
            // What the dead one had started would hold the port.
            Termination.end(claim, Duration.ZERO);
        }
        launch(claim == null ? 1 : claim.generation() + 1, plan);
    }

    /** Ends what runs here and closes the slot to any process still on its way. Blocks. */
    void remove(Launch.Plan plan) throws IOException, InterruptedException {
        Running now = running;
        if (now != null) {
            now.stopWatching();
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        boolean closed = false;
        while (!closed) {
            Claim claim = Claim.newest(folder).orElse(null);
            if (claim != null) {
                Termination.end(claim, settings.grace());
                settings.ports().release(claim.port());
            }
            closed = Claim.close(folder, claim == null ? 1 : claim.generation() + 1);
        }
        clear(plan.launch(name, 1).clearing());
        running = null;
    }

    void stopWatching() {
        Running now = running;
        if (now != null) {
            now.stopWatching();
        }
    }

    void boundOutput() {
        try {
            OutputLog.bound(folder, settings.outputLimit());
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("slot", folder)
                    .setCause(e)
                    .log("cannot bound the output of an instance; it will be tried again");
        }
    }

    private void launch(long generation, Launch.Plan plan) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        forgetOldClaims(generation);
        int port = port();
        Launch launch = plan.launch(name, port);
        clear(launch.clearing());
        Process child = LaunchScript.start(new LaunchScript.Order(
                folder, generation, port, launch.command(), launch.environment(), launch.workingFolder()));
        awaitClaim(child, generation);
        Claim claim = Claim.read(folder, generation);
        Running before = running;
        if (before != null) {
            before.stopWatching();
        }
        running = Running.watch(this, claim, claim.pid() == child.pid() ? child : null, check, changed);
        log.atDebug()
                .addKeyValue("slot", folder)
                .addKeyValue("generation", generation)
                .addKeyValue("pid", claim.pid())
                .addKeyValue("port", claim.port())
                .log("instance started");
    }

    private void awaitClaim(Process child, long generation) throws IOException, InterruptedException {
        Path file = Claim.file(folder, generation);
        long end = System.nanoTime() + settings.launchTimeout().toNanos();
        while (!Files.exists(file)) {
            boolean over = child.waitFor(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            if (Files.exists(file)) {
                return;
            }
            if (over) {
                throw new IOException("instance " + folder + " could not be started: status " + child.exitValue() + " "
                        + String.join("\n", OutputLog.tail(folder, 3)));
            }
            if (System.nanoTime() - end > 0) {
                child.destroyForcibly().waitFor();
                throw new IOException("instance " + folder + " did not start within " + settings.launchTimeout());
            }
        }
    }

    /** The port of the last launch if it is free, so that an instance comes back where it was. */
    private int port() throws IOException {
        Path file = folder.resolve("port");
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
            if (port > 0 && PortRange.free(port)) {
                settings.ports().hold(port);
                return port;
            }
            settings.ports().release(port);
        }
        int port = settings.ports().take();
        DurableFile.write(file, port + "\n");
        return port;
    }

    /** Claims of long ago guard against nobody any more. */
    private void forgetOldClaims(long generation) throws IOException {
        if (generation > OLD_CLAIMS_KEPT) {
            Files.deleteIfExists(Claim.file(folder, generation - OLD_CLAIMS_KEPT));
        }
    }

    private void clear(List<String> command) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            return;
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(settings.launchTimeout().plus(settings.grace()).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("no answer from " + String.join(" ", command));
        }
    }
}
