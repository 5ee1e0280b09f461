package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance writes. The instance appends to {@code output.log} itself, so nothing is lost while the engine is down.
 * {@link #bound} keeps it small: the file is copied to {@code output.1.log} and emptied in place, which is safe because the
 * instance appends; what it writes between copy and emptying is lost. While no engine runs, nothing bounds the file.
 */
final class OutputLog {

    private static final int LONGEST_READ = 4 << 20;
    private static final int LONGEST_LINE = 8_192;

    private OutputLog() {}

    static Path file(Path slot) {
        return slot.resolve("output.log");
    }

    static Path older(Path slot) {
        return slot.resolve("output.1.log");
    }

    /** Empties the log when it is longer than this many bytes, keeping what it held in the older log. */
    static void bound(Path slot, long most) throws IOException {
        Path log = file(slot);
        if (Files.exists(log) && Files.size(log) > most) {
            Files.copy(log, older(slot), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    /** The last lines, oldest first; lines beyond 8192 characters are cut. */
    static List<String> tail(Path slot, int lines) throws IOException {
        List<String> newer = last(file(slot), lines);
        if (newer.size() >= lines) {
            return newer;
        }
        List<String> all = new ArrayList<>(last(older(slot), lines - newer.size()));
        all.addAll(newer);
        return all;
    }

    /** Keeps the logs of a slot that is going away. */
    static void keep(Path slot, Path destination) throws IOException {
        Files.createDirectories(destination);
        for (Path log : List.of(file(slot), older(slot))) {
            if (Files.exists(log)) {
                Files.move(log, destination.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> last(Path log, int lines) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        ByteBuffer bytes;
        boolean fromStart;
        try (FileChannel channel = FileChannel.open(log)) {
            long size = channel.size();
            long from = Math.max(0, size - Math.min(LONGEST_READ, (long) lines * LONGEST_LINE));
            fromStart = from == 0;
            bytes = ByteBuffer.allocate((int) (size - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
        }
        List<String> all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .skip(fromStart ? 0 : 1)
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
                .toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
