package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who holds a slot: the file {@code claim-<generation>} in the slot's folder, made by the process itself before it becomes
 * the instance. The file appears with its content in one step and only once (a hard link to a finished file), so at most one
 * process ever runs per generation, whoever forked it and whenever; and a file that cannot be read was not written by a
 * process that lives (a machine that lost power leaves such files).
 *
 * @param generation from 1
 * @param pid the process, 0 when the slot was closed so that nobody can claim it any more
 * @param port where it was told to listen
 * @param token see {@link ProcessIdentity}
 */
record Claim(long generation, long pid, int port, String token) {

    private static final Pattern NAME = Pattern.compile("claim-(\\d{1,15})");
    private static final Pattern CONTENT = Pattern.compile("(\\d{1,19}) (\\d{1,5}) (\\S.*)");
    private static final String NOBODY = "0 0 nobody";

    static Path file(Path slot, long generation) {
        return slot.resolve("claim-" + generation);
    }

    /** The claim of the highest generation. */
    static Optional<Claim> newest(Path slot) throws IOException {
        long newest = 0;
        if (Files.isDirectory(slot)) {
            try (Stream<Path> files = Files.list(slot)) {
                newest = files.map(file -> NAME.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                        .max()
                        .orElse(0);
            }
        }
        return newest == 0 ? Optional.empty() : Optional.of(read(slot, newest));
    }

    /** One generation's claim; one that cannot be understood belongs to nobody. */
    static Claim read(Path slot, long generation) throws IOException {
        Matcher matcher =
                CONTENT.matcher(Files.readString(file(slot, generation)).strip());
        if (!matcher.matches()) {
            return new Claim(generation, 0, 0, "unreadable");
        }
        return new Claim(
                generation, Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3));
    }

    /** Takes a generation so that no process can. Answers whether it was free. */
    static boolean close(Path slot, long generation) throws IOException {
        Path finished = Files.writeString(slot.resolve(".closing"), NOBODY + "\n");
        try {
            Files.createLink(file(slot, generation), finished);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } finally {
            Files.deleteIfExists(finished);
        }
    }

    /** Whether the process that made this claim runs. */
    boolean alive() {
        return pid > 0 && ProcessIdentity.runs(pid, token);
    }
}
