package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Ends the process of a claim and everything it started: asks first (SIGTERM), then kills. What it started is found through
 * its descendants and, on Linux, through its session, which also finds those whose parents are gone.
 */
final class Termination {

    private static final Duration KILL_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private Termination() {}

    /**
     * Blocks until all is gone.
     *
     * @throws IOException if something still runs after it was killed
     */
    static void end(Claim claim, Duration grace) throws IOException, InterruptedException {
        if (claim.pid() == 0) {
            return;
        }
        Map<Long, ProcessHandle> family = family(claim);
        if (claim.alive()) {
            family.values().forEach(ProcessHandle::destroy);
            waitUntil(() -> family(claim).isEmpty() && allGone(family), grace);
        }
        family.putAll(family(claim));
        family.values().forEach(ProcessHandle::destroyForcibly);
        if (!waitUntil(() -> killedAll(claim) && allGone(family), KILL_WAIT)) {
            throw new IOException("processes " + family.keySet() + " still run after they were killed");
        }
    }

    private static boolean killedAll(Claim claim) {
        Map<Long, ProcessHandle> rest = family(claim);
        rest.values().forEach(ProcessHandle::destroyForcibly);
        return rest.isEmpty();
    }

    /** The process of the claim, if it is still that one, and what it started. */
    private static Map<Long, ProcessHandle> family(Claim claim) {
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        boolean alive = claim.alive();
        if (alive) {
            ProcessHandle.of(claim.pid()).ifPresent(process -> {
                found.put(process.pid(), process);
                process.descendants().filter(child -> running(child)).forEach(child -> found.put(child.pid(), child));
            });
        }
        // A number in use by somebody else's process means that our session is over: numbers of sessions are not
        // reused.
        if (ProcessIdentity.linux()
                && (alive || ProcessIdentity.stat(claim.pid()).isEmpty())) {
            for (long member : session(claim.pid())) {
                ProcessHandle.of(member).ifPresent(process -> found.put(member, process));
            }
        }
        return found;
    }

    private static List<Long> session(long leader) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                ProcessIdentity.stat(Long.parseLong(process.getFileName().toString()))
                        .filter(stat -> stat.session() == leader && !stat.zombie())
                        .ifPresent(stat -> members.add(stat.pid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list /proc", e);
        }
        return members;
    }

    private static boolean allGone(Map<Long, ProcessHandle> processes) {
        return processes.values().stream().noneMatch(Termination::running);
    }

    private static boolean running(ProcessHandle process) {
        return process.isAlive()
                && (!ProcessIdentity.linux()
                        || ProcessIdentity.stat(process.pid())
                                .map(stat -> !stat.zombie())
                                .orElse(false));
    }

    private static boolean waitUntil(BooleanSupplier condition, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }
}
