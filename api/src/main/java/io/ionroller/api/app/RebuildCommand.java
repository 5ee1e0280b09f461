package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.persistence.CatalogRebuild;
import io.ionroller.persistence.StoreException;
import io.ionroller.persistence.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller rebuild-catalog}: makes the lists of services and releases again from the journal. */
@Command(
        name = "rebuild-catalog",
        description = "Makes the lists of services and releases again from the journal; the server must be stopped.")
final class RebuildCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder of the server (data, or IONROLLER_DATA).")
    private @Nullable Path data;

    RebuildCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Config config = ConfigFactory.load();
            Path folder =
                    Objects.requireNonNullElse(data, ServerSettings.from(config).data());
            long events = CatalogRebuild.run(StoreSettings.from(config, folder.resolve("store")));
            out.println("The catalogue was made again from " + events + " events.");
            return 0;
        } catch (StoreException | InvalidValueException | ConfigException e) {
            err.println("The catalogue cannot be rebuilt: " + e.getMessage());
            return 1;
        }
    }
}
