package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells a process from a later one with the same number. On Linux the token is the start time in clock ticks since boot
 * (field 22 of {@code /proc/<pid>/stat}, proc(5)) and the id of the boot; elsewhere it is what {@code ps -o lstart=} prints.
 * {@link LaunchScript} writes the same token from inside the process.
 */
final class ProcessIdentity {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final boolean LINUX = Files.isReadable(Path.of("/proc/self/stat")) && Files.isReadable(BOOT_ID);

    /** What proc(5) tells of a process. */
    record Stat(long pid, char state, long session, String start) {
        /** It has exited; only its parent has not asked for the status yet. */
        boolean zombie() {
            return state == 'Z' || state == 'X';
        }
    }

    private ProcessIdentity() {}

    static boolean linux() {
        return LINUX;
    }

    /** The token of a process that runs; empty when none with that number does. */
    static Optional<String> token(long pid) {
        return LINUX
                ? stat(pid).filter(stat -> !stat.zombie()).map(stat -> stat.start() + "@" + bootId())
                : startFromPs(pid);
    }

    /** Whether the process that wrote this token still runs. */
    static boolean runs(long pid, String token) {
        return token(pid).map(token::equals).orElse(false);
    }

    static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything, also spaces and parentheses: the last one ends it.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
            return Optional.of(new Stat(pid, fields[0].charAt(0), Long.parseLong(fields[3]), fields[19]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        return Boot.ID;
    }

    private static Optional<String> startFromPs(long pid) {
        try {
            Process ps = launchPs(pid);
            String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return ps.waitFor(5, TimeUnit.SECONDS) && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run ps to find process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Process launchPs(long pid) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("ps", "-o", "lstart=", "-p", Long.toString(pid));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC0");
        return builder.redirectErrorStream(true).start();
    }

    /** Read once: it cannot change while this process lives. */
    private static final class Boot {
        private static final String ID = read();

        private static String read() {
            try {
                return Files.readString(BOOT_ID).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + BOOT_ID, e);
            }
        }
    }
}
