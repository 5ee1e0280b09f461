package io.ionroller.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One node of the cluster: the real server process on ports that stay the same over restarts. As a service of the operating
 * system it is started again when it ends without having been told to, such as when the others have put it out.
 */
final class Node implements AutoCloseable {

    private final String name;
    private final Network.Place place;
    private final List<String> options;
    private final List<String> arguments;
    private final Path log;
    private final List<Instant> endedByItself = new CopyOnWriteArrayList<>();
    private @Nullable Process process;
    private boolean wanted;

    /**
     * A node that does not run yet.
     *
     * @param options of its JVM besides those of its place
     */
    Node(int number, Network.Place place, List<String> options, Path folder) throws IOException {
        this.name = "node-" + number;
        this.place = place;
        this.log = folder.resolve(name + ".log");
        this.options = new ArrayList<>(place.options());
        this.options.addAll(options);
        this.options.add("-Dionroller.cluster.node-name=" + name);
        this.arguments = List.of(
                "server",
                "--host",
                place.host(),
                "--port",
                Integer.toString(place.port()),
                "--data",
                Files.createDirectories(folder.resolve(name)).toString());
    }

    String name() {
        return name;
    }

    /** Its log, over all restarts. */
    Path log() {
        return log;
    }

    URI address() {
        return URI.create("http://" + place.host() + ":" + place.port());
    }

    synchronized void start() throws IOException {
        wanted = true;
        Process started = Jvm.startServer(place.prefix(), options, arguments, log);
        process = started;
        started.onExit().thenAccept(this::ended);
    }

    private synchronized void ended(Process ended) {
        if (wanted && ended.equals(process)) {
            endedByItself.add(Instant.now());
            try {
                start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** When it ended without having been told to. */
    List<Instant> endedByItself() {
        return endedByItself;
    }

    synchronized boolean runs() {
        return process != null && process.isAlive();
    }

    /** Kills it (SIGKILL); it stays away until it is started. */
    void kill() throws InterruptedException {
        Process victim = unwanted();
        if (victim != null) {
            victim.destroyForcibly().waitFor();
        }
    }

    /** Has it end in order (SIGTERM), and waits for that; it stays away until it is started. */
    void stop() throws InterruptedException {
        Process leaving = unwanted();
        if (leaving != null) {
            leaving.destroy();
            if (!leaving.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end within 60 s of SIGTERM, see " + log);
            }
        }
    }

    private synchronized @Nullable Process unwanted() {
        wanted = false;
        return process;
    }

    /** Stops its threads (SIGSTOP); it holds its connections and knows nothing of it. */
    void freeze() throws IOException {
        Commands.signal(pid(), "STOP");
    }

    void thaw() throws IOException {
        Commands.signal(pid(), "CONT");
    }

    private synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process.pid();
    }

    @Override
    public void close() {
        Process last = unwanted();
        if (last != null) {
            last.destroyForcibly();
        }
    }
}
