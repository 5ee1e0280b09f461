package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreException;
import io.ionroller.persistence.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller admin-token}: makes a token for an admin without asking a server; whoever can write its data may do that. */
@Command(
        name = "admin-token",
        description = "Makes an API token for an admin, in the server's data: the first one, or when all are lost.",
        footer = {
            "",
            "With the embedded store the server must be stopped; with PostgreSQL it need not be. The token is shown once",
            "and is good for 24 hours: make others with it, ionroller token create."
        })
final class AdminTokenCommand implements Callable<Integer> {

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder of the server (data, or IONROLLER_DATA).")
    private @Nullable Path data;

    @Option(names = "--name", paramLabel = "NAME", description = "Who gets it (admin).")
    private String name = "admin";

    @Option(names = "--hours", paramLabel = "HOURS", description = "How long it is good, 1 to 8760 (24).")
    private int hours = 24;

    AdminTokenCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Config config = ConfigFactory.load();
            Path folder =
                    Objects.requireNonNullElse(data, ServerSettings.from(config).data());
            new Subject(Subject.TOKEN + name);
            if (hours < 1 || hours > 8760) {
                throw new InvalidValueException("--hours", hours, "1 to 8760");
            }
            try (Store store = Store.open(StoreSettings.from(config, folder.resolve("store")))) {
                out.println(created(store).text());
            }
            return 0;
        } catch (StoreException | InvalidValueException | ConfigException | CompletionException e) {
            err.println("No token was made: " + e.getMessage());
            return 1;
        }
    }

    private ApiToken created(Store store) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        ApiToken token = ApiToken.random(random);
        AccessEvent.TokenCreated created = new AccessEvent.TokenCreated(
                token.id(),
                name,
                new Grant(Role.ADMIN, ServicePattern.ALL),
                clock.instant().plus(Duration.ofHours(hours)),
                token.hashed(random));
        String who = Subject.LOCAL + System.getProperty("user.name", "unknown");
        AccessBook.Outcome outcome = new AccessBook(store.eventLog(), store.accessJournal(), clock)
                .change(new AccessCommand.CreateToken(created), who)
                .toCompletableFuture()
                .orTimeout(LONGEST_WRITE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return switch (outcome) {
            case AccessBook.Changed changed -> token;
            case AccessBook.Refused refused ->
                throw new IllegalStateException(refused.rejection().sentence());
        };
    }
}
