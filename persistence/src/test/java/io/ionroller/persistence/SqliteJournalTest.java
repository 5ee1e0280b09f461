package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    @TempDir
    private Path folder;

    @Override
    StoreSettings fresh() {
        return StoreSettings.embedded(folder.resolve("data " + FOLDERS.incrementAndGet()));
    }

    @Test
    void theFolderBelongsToOneEngine() {
        assertThatThrownBy(() -> Store.open(settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in use by another engine process (pid "
                        + ProcessHandle.current().pid())
                .hasMessageContaining("--data");
    }

    @Test
    void saysWhichFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> Store.open(StoreSettings.embedded(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("journal.db"), "this is certainly not a database file".repeat(100));

        assertThatThrownBy(() -> Store.open(StoreSettings.embedded(broken)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("journal.db");
        // the lock was let go of
        FolderLock.acquire(broken).close();
    }

    @Test
    void writesFailWhileTheDiskIsFullAndWorkWhenThereIsRoomAgain() throws Exception {
        try (Database database = Database.sqlite(folder.resolve("small.db"), Database.Durability.FULL, 1)) {
            Migrations.run(database, Migrations.Part.JOURNAL);
            try (GroupCommitWriter writer = new GroupCommitWriter(database, events -> {})) {
                assertThat(writer.append(List.of(Events.row("s", 1)), Urgency.NORMAL))
                        .succeedsWithin(PATIENCE);
                database.read(connection -> pragma(connection.createStatement(), "max_page_count = 1"));

                long stored = 1;
                CompletableFuture<Integer> write;
                do {
                    stored++;
                    write = writer.append(List.of(Events.row("s", stored)), Urgency.NORMAL);
                } while (write.handle((n, failed) -> failed == null).join());

                assertThat(write).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("full");
                // the limit went with the connection, which was of no use any more
                assertThat(writer.append(List.of(Events.row("s", stored)), Urgency.NORMAL))
                        .succeedsWithin(PATIENCE);
            }
        }
    }

    @Test
    void everyCommitIsFlushedToTheDisk() throws Exception {
        int synchronous =
                store().journalDatabase().read(connection -> pragma(connection.createStatement(), "synchronous"));

        assertThat(synchronous).as("2 is FULL").isEqualTo(2);
    }

    private static int pragma(Statement statement, String name) throws SQLException {
        try (statement;
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getInt(1);
        }
    }
}
