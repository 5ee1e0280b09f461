package io.ionroller.api.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checkpoints as files of a folder. A file gets its name when it is whole and on the disk, by a hard link, which never replaces
 * another file; the file system must have hard links. What a killed process leaves is a file that begins with a dot.
 */
public final class CheckpointFolder implements CheckpointStore {

    private final Path folder;

    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Stored> newest() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Optional<Path> newest;
        try (Stream<Path> files = Files.list(folder)) {
            newest = files.filter(file -> Checkpoints.isName(String.valueOf(file.getFileName())))
                    .max(Comparator.comparing(file -> String.valueOf(file.getFileName())));
        }
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stored(String.valueOf(newest.get().getFileName()), Files.readAllBytes(newest.get())));
    }

    @Override
    public boolean add(Stored checkpoint) throws IOException {
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, ".", ".part");
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(checkpoint.document());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.createLink(folder.resolve(checkpoint.name()), whole);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
