package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.persistence.JournalCopy;
import io.ionroller.persistence.StoreException;
import io.ionroller.persistence.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller migrate-store}: copies the journal of the embedded store into PostgreSQL. */
@Command(
        name = "migrate-store",
        description =
                "Copies the journal of the embedded store into an empty PostgreSQL database and proves that all arrived.",
        footer = {
            "",
            "The server must be stopped. The embedded store is only read and stays as it is. After a crash run it again: it",
            "goes on where it stopped, and until it is done no server starts on the database."
        })
final class MigrateStoreCommand implements Callable<Integer> {

    private static final String URL = "ionroller.persistence.url";

    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Folder of the embedded store (data/store, or IONROLLER_DATA/store).")
    private @Nullable Path from;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "postgresql://user:password@host:5432/database (IONROLLER_DATABASE_URL, which keeps the password out"
                            + " of the list of processes).")
    private @Nullable String to;

    @Option(
            names = "--with-broken-chains",
            description =
                    "Also copy a journal in which events do not fit to each other, as it is; without it that is refused.")
    private boolean broken;

    MigrateStoreCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Config config = ConfigFactory.load();
            Path folder = folder(config);
            if (to != null) {
                config = config.withValue(URL, ConfigValueFactory.fromAnyRef(to));
            }
            return switch (StoreSettings.from(config, folder)) {
                case StoreSettings.PostgreSql database -> copy(folder, database);
                case StoreSettings.Embedded nowhere ->
                    failed("no database is named; give --to postgresql://user:password@host:5432/database");
            };
        } catch (StoreException | InvalidValueException | ConfigException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** The folder with the file, also when the data folder around it was named. */
    private Path folder(Config config) {
        Path given = from == null ? ServerSettings.from(config).data().resolve("store") : from.toAbsolutePath();
        Path inside = given.resolve("store");
        return Files.exists(inside.resolve("journal.db")) ? inside.normalize() : given.normalize();
    }

    private int copy(Path folder, StoreSettings.PostgreSql database) {
        out.println("Copying the journal in " + folder + " into " + database + " ...");
        JournalCopy.Result result = JournalCopy.run(
                folder,
                database,
                broken ? JournalCopy.BrokenChains.COPY : JournalCopy.BrokenChains.REFUSE,
                events -> out.println("  " + events + " events are there"));
        out.println("All " + result.events() + " events of " + result.services() + " services arrived ("
                + result.copied() + " copied now); SHA-256 over all of them on both sides: " + result.digest());
        out.println(
                result.broken() == 0
                        ? "The chains of all services are intact."
                        : "The chains of " + result.broken()
                                + " services are broken, as they were before: run \"ionroller audit"
                                + " verify\" to see where.");
        out.println("Next: start every server with IONROLLER_DATABASE_URL set to this database. Keep " + folder
                + " as a backup, and start no server with it any more: its history ends here.");
        return 0;
    }

    private int failed(String why) {
        err.println("The store cannot be migrated: " + why);
        return 1;
    }
}
