package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.HistoryText;
import io.ionroller.api.view.ConfigurationPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ionroller config}. */
@Command(name = "config", description = "Reads and writes the configuration of a service.")
final class ConfigCommand implements Runnable {

    private final RootCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(root.out());
        }
    }

    /** {@code ionroller config get}. */
    @Command(name = "get", description = "Prints a configuration as JSON; config set takes it again.")
    static final class Get implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
        private String service = "";

        @Option(names = "--revision", paramLabel = "N", description = "This revision; without it the newest.")
        private @Nullable Integer revision;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = TimeArguments.InstantReader.class,
                description = "The one that was in force then.")
        private @Nullable Instant at;

        Get(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            Target target = Target.of("services", service, "config")
                    .with("revision", revision)
                    .with("timestamp", at);
            JsonNode answer = session.client().get(target);
            session.print(session.json() ? answer : answer.path("configuration"));
            return ExitCode.OK;
        }
    }

    /** {@code ionroller config set}. */
    @Command(name = "set", description = "Stores a new revision; releases that follow use it, nothing else changes.")
    static final class Set implements Callable<Integer> {

        /** More than any server takes: the rest of an endless input is not read. */
        private static final int MOST_BYTES = 16 << 20;

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
        private String service = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "A JSON file; - for standard input.")
        private String file = "";

        Set(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            byte[] body = "-".equals(file) ? read(session.surroundings().in(), "standard input") : readFile();
            session.tell(session.change("PUT", Target.of("services", service, "config"), body));
            return ExitCode.OK;
        }

        private byte[] readFile() {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return read(in, file);
            } catch (NoSuchFileException e) {
                throw new InputException("no file " + file);
            } catch (IOException e) {
                throw new InputException("cannot read " + file + ": " + e.getMessage());
            }
        }

        private static byte[] read(InputStream in, String name) {
            try {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length == 0) {
                    throw new InputException(name + " is empty, wanted a configuration as JSON");
                }
                if (bytes.length > MOST_BYTES) {
                    throw new InputException(name + " has more than 16 MiB, which no configuration has");
                }
                return bytes;
            } catch (IOException e) {
                throw new InputException("cannot read " + name + ": " + e.getMessage());
            }
        }
    }

    /** {@code ionroller config history}. */
    @Command(name = "history", description = "Lists the revisions, newest first.")
    static final class History implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
        private String service = "";

        @Option(
                names = "--from",
                paramLabel = "TIME",
                converter = TimeArguments.InstantReader.class,
                description = "Only those stored at or after.")
        private @Nullable Instant from;

        @Option(
                names = "--to",
                paramLabel = "TIME",
                converter = TimeArguments.InstantReader.class,
                description = "Only those stored before.")
        private @Nullable Instant to;

        @Option(names = "--limit", paramLabel = "N", description = "How many at most (50).")
        private int limit = 50;

        History(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            Target target =
                    Target.of("services", service, "configs").with("from", from).with("to", to);
            ObjectNode json = session.pages(target, "configs", limit);
            if (session.json()) {
                session.print(json);
            } else {
                ConfigurationPage page = session.client().read(json, ConfigurationPage.class);
                session.print(HistoryText.configurations(page.configs(), session.moment(), session.paint()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code ionroller config delete}. */
    @Command(name = "delete", description = "Takes the configuration away; only when nothing is deployed.")
    static final class Delete implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
        private String service = "";

        Delete(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            session.tell("DELETE", Target.of("services", service, "config"), null);
            return ExitCode.OK;
        }
    }
}
