package io.ionroller.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says when it cannot begin; the copy itself is tested where it is made. */
class MigrateStoreCommandTest {

    private static final String NOWHERE = "postgresql://ann:secret@127.0.0.1:1/none";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysThatNoDatabaseIsNamed() {
        assertThat(run("--from", folder.toString())).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no database is named", "--to postgresql://");
    }

    @Test
    void saysThatThereIsNoJournal() {
        assertThat(run("--from", folder.toString(), "--to", NOWHERE)).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no journal in " + folder);
    }

    @Test
    void takesTheDataFolderForItsStoreAndTellsNoPassword() {
        Store.open(embedded()).close();

        assertThat(run("--from", folder.toString(), "--to", NOWHERE)).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Copying the journal in " + folder.resolve("store"));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("127.0.0.1:1/none", "cannot be opened");
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .doesNotContain("secret");
    }

    @Test
    void refusesAStoreThatAServerHolds() {
        try (Store running = Store.open(embedded())) {
            assertThat(running.eventLog()).isNotNull();

            assertThat(run("--from", folder.resolve("store").toString(), "--to", NOWHERE))
                    .isEqualTo(1);
        }

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("in use by another engine process");
    }

    @Test
    void refusesAUrlOfAnotherKind() {
        assertThat(run("--from", folder.toString(), "--to", "mysql://ann:secret@db/x"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("mysql").doesNotContain("secret");
    }

    private StoreSettings embedded() {
        return StoreSettings.parse(folder.resolve("store").toString());
    }

    private int run(String... arguments) {
        return new CommandLine(new MigrateStoreCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(arguments);
    }
}
