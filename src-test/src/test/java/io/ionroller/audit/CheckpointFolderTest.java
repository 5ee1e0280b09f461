package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.audit.CheckpointFolder;
import io.ionroller.api.audit.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder keeps what every place for checkpoints promises. */
final class CheckpointFolderTest extends CheckpointStoreContract {

    @TempDir
    private Path home;

    @Override
    CheckpointStore node() {
        return new CheckpointFolder(home.resolve("checkpoints"));
    }

    @Override
    void foreign(String name) throws IOException {
        Files.createDirectories(home.resolve("checkpoints"));
        Files.writeString(home.resolve("checkpoints").resolve(name), "foreign");
    }

    @AfterEach
    void nothingHalfWrittenIsLeft() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }
}
