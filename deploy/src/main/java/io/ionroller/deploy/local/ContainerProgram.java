package io.ionroller.deploy.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the container program of this machine: docker, else podman, whichever is on the PATH and can reach its daemon.
 * Blocks for up to five seconds per program. Called from any thread.
 */
final class ContainerProgram {

    static final List<String> NAMES = List.of("docker", "podman");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String path;

    ContainerProgram(String path) {
        this.path = path;
    }

    /** What was found: a program that works, or a sentence saying what is missing. */
    record Found(Optional<Path> program, String missing) {}

    Found find() {
        List<String> troubles = new ArrayList<>();
        for (String name : NAMES) {
            Path program = onPath(name).orElse(null);
            if (program == null) {
                troubles.add("no " + name + " on the PATH");
                continue;
            }
            String trouble = trouble(program);
            if (trouble.isEmpty()) {
                return new Found(Optional.of(program), "");
            }
            troubles.add(name + " does not work: " + trouble);
        }
        return new Found(Optional.empty(), String.join("; ", troubles));
    }

    private Optional<Path> onPath(String name) {
        for (String folder : path.split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return Optional.of(Path.of(folder, name));
            }
        }
        return Optional.empty();
    }

    /** Empty when the program answers; {@code ps} needs the daemon, unlike {@code version}. */
    private static String trouble(Path program) {
        Path answer = null;
        try {
            answer = Files.createTempFile("ionroller", ".txt");
            Process process = new ProcessBuilder(program.toString(), "ps", "--quiet")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "no answer within " + PATIENCE.toSeconds() + " s";
            }
            String text = Files.readString(answer, StandardCharsets.ISO_8859_1).strip();
            return process.exitValue() == 0 ? "" : text.lines().findFirst().orElse("status " + process.exitValue());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            delete(answer);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            // A small temporary file stays; the system clears it.
        }
    }
}
