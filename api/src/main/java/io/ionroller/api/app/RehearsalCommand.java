package io.ionroller.api.app;

import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessSettings;
import io.ionroller.api.cli.CommandTree;
import io.ionroller.api.cli.Surroundings;
import io.ionroller.api.cli.Terminal;
import io.ionroller.api.cli.client.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * Runs a server and the common commands against it, and two nodes of a cluster, in one process, on the simulated platform and in a
 * temporary folder. The launcher has the JVM record this run in its ahead-of-time cache, from which later starts are quick.
 */
@Command(name = "rehearsal", hidden = true, description = "Runs everything once, for the JVM to remember.")
final class RehearsalCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RehearsalCommand.class);

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated"}, "bake": "0s",
             "strategy": {"steps": [{"weight": "50%"}, {"pause": "10ms"}, {"weight": "100%"}]}}
            """;

    private final PrintStream out;

    RehearsalCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (!ConfigFactory.load().getString("ionroller.persistence.url").isBlank()) {
            out.println("Not rehearsed: a database is configured, which is none to play with.");
            return 1;
        }
        Path data = Files.createTempDirectory("ionroller-rehearsal-");
        try (Server server = Server.start(
                new ServerSettings("127.0.0.1", 0, data), UnaryOperator.identity(), AccessSettings.off())) {
            server.awaitReady();
            int played = Stream.of(
                            "config set hello -",
                            "release hello 1.0.0 --timeout 20s",
                            "release hello 2.0.0 --timeout 20s",
                            "rollback hello --timeout 20s",
                            "services",
                            "status hello",
                            "releases hello",
                            "events hello",
                            "services -o json",
                            "version")
                    .mapToInt(command -> run(server, command, out))
                    .max()
                    .orElse(0);
            rehearseCluster(data.resolve("cluster"));
            loadDriver();
            return played;
        } finally {
            Folders.delete(data);
        }
    }

    /**
     * Both nodes have some of the services. They are lost when they move (see {@link RehearsedCluster}): nobody is told. Where no
     * cluster can be had, the cache is made without one.
     */
    private void rehearseCluster(Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            RehearsedCluster.play(
                    Files.createDirectories(folder),
                    node -> IntStream.range(0, 4).forEach(i -> {
                        run(node, "config set s" + i + " -", nowhere);
                        run(node, "release s" + i + " 1.0.0 --detach", nowhere);
                    }));
        } catch (IOException | RuntimeException e) {
            out.println("Not rehearsed: a cluster, " + e.getMessage());
        }
    }

    /** There is no database to play with, so its driver is only loaded. Not what it needs parts for that are not here. */
    private static void loadDriver() throws IOException {
        URL any = RehearsalCommand.class.getResource("/org/postgresql/Driver.class");
        if (any != null && any.openConnection() instanceof JarURLConnection driver) {
            driver.getJarFile().stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("org/postgresql/") && name.endsWith(".class"))
                    .forEach(name -> load(name.replace('/', '.').substring(0, name.length() - ".class".length())));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, RehearsalCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notHere) {
            LOG.atTrace().setCause(notHere).log("not loaded");
        }
    }

    private static int run(Server server, String command, PrintStream out) {
        out.println("> " + command);
        Surroundings surroundings = new Surroundings(
                out,
                out,
                new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)),
                Map.of("IONROLLER_SERVER", server.address().toString(), "IONROLLER_USER", "rehearsal"),
                Terminal.none(),
                Clock.systemUTC(),
                Patience.standard());
        return CommandTree.create(surroundings).execute(command.split(" "));
    }
}
