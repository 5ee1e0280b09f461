package io.ionroller.api.app;

import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessSettings;
import io.ionroller.api.logging.LogFormat;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.persistence.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ionroller server}: runs until it is told to stop. */
@Command(
        name = "server",
        description = "Runs the engine with its REST API.",
        footer = {
            "",
            "Everything it keeps is in the data folder; with IONROLLER_DATABASE_URL the journal is in that PostgreSQL",
            "database. Instances of the local platform outlive it: the next start finds them again.",
            "",
            "Several nodes on one database form a cluster: set IONROLLER_CLUSTER_DISCOVERY to seeds, dns or kubernetes-api",
            "(docs/operations/cluster.md). Exits with 4 when the cluster has put this node out: start it again."
        })
final class ServerCommand implements Callable<Integer> {

    /** Not 0, so that whatever runs the process starts it again. */
    private static final int PUT_OUT = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on, 0 for a free one (9000).")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of everything it keeps (data, or IONROLLER_DATA).")
    private @Nullable Path data;

    ServerCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings standard = ServerSettings.from(ConfigFactory.load());
        try {
            LogFormat.of(System.getenv(LogFormat.VARIABLE));
            ServerSettings settings = new ServerSettings(
                    Objects.requireNonNullElse(host, standard.host()),
                    Objects.requireNonNullElse(port, standard.port()),
                    Objects.requireNonNullElse(data, standard.data()),
                    standard.tls());
            return run(settings);
        } catch (IOException | StoreException | InvalidValueException | com.typesafe.config.ConfigException e) {
            err.println("The server cannot start: " + e.getMessage());
            return 1;
        }
    }

    private int run(ServerSettings settings) throws IOException, InterruptedException {
        Server server = Server.start(settings);
        AtomicBoolean told = new AtomicBoolean();
        server.closeWithProcess(() -> told.set(true));
        CountDownLatch ended = new CountDownLatch(1);
        server.ended().thenRun(ended::countDown);
        server.awaitReady();
        warn(server.address(), settings);
        out.println(
                "ION-Roller " + Main.version() + " is ready at " + server.address() + ", data in " + settings.data());
        out.flush();
        ended.await();
        if (told.get()) {
            return 0;
        }
        err.println(
                "This node was put out of its cluster or could not join it, so it ends: start it again to join anew.");
        return PUT_OUT;
    }

    private static void warn(URI address, ServerSettings settings) {
        boolean required = AccessSettings.from(ConfigFactory.load()).required();
        if (!required) {
            LOG.warn(
                    "authentication is off: whoever can reach {} on this machine may do everything, under any name."
                            + " IONROLLER_AUTHENTICATION=required turns it on (docs/security.md)",
                    address);
        } else if (settings.tls() == null && !AccessSettings.loopback(settings.host())) {
            LOG.warn(
                    "credentials come to {} unencrypted, unless something in front of it speaks TLS."
                            + " IONROLLER_TLS_CERTIFICATE and IONROLLER_TLS_KEY turn it on (docs/security.md)",
                    address);
        }
    }
}
