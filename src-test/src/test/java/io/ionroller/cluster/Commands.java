package io.ionroller.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short programs of the operating system. */
final class Commands {

    private static final long PATIENCE = 20;

    private Commands() {}

    /**
     * Runs a program to its end.
     *
     * @throws IOException if it fails, with what it said
     */
    static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + List.of(command), e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        }
    }

    /** Sends a signal, such as {@code STOP}. */
    static void signal(long pid, String signal) throws IOException {
        run("kill", "-" + signal, Long.toString(pid));
    }
}
