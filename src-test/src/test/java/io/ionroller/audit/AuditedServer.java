package io.ionroller.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.api.cli.CommandTree;
import io.ionroller.api.cli.Surroundings;
import io.ionroller.api.cli.Terminal;
import io.ionroller.api.cli.client.Patience;
import io.ionroller.cluster.FirstToken;
import io.ionroller.engine.json.Json;
import io.ionroller.persistence.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server in this process with one of the two stores, its command line, and somebody who gets at its database. */
final class AuditedServer implements AutoCloseable {

    static final String CONFIGURATION = """
            {"platform": {"type": "simulated"}, "bake": "0s",
             "strategy": {"steps": [{"weight": "10%"}, {"weight": "50%"}, {"weight": "100%"}]}}""";

    private final Path folder;
    private final @Nullable EmbeddedPostgres postgres;
    private final boolean first;
    private final Config config;
    private Server server;
    private @Nullable String token;

    /** @param kind {@code embedded} or {@code postgresql} */
    AuditedServer(Path folder, String kind, String... settings) throws IOException {
        this.folder = folder;
        this.postgres = kind.equals("postgresql") ? EmbeddedPostgres.start() : null;
        String url = postgres == null
                ? ""
                : "ionroller.persistence.url = \"postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort()
                        + "/postgres\"\n";
        this.config =
                ConfigFactory.parseString(url + String.join("\n", settings)).withFallback(ConfigFactory.load());
        first = true;
        server = start();
    }

    private AuditedServer(Path folder, AuditedServer other) throws IOException {
        this.folder = folder;
        this.postgres = other.postgres;
        this.config = other.config;
        first = false;
        server = start();
    }

    /** Another node on the same database that knows nothing of this one; to be closed before it. */
    AuditedServer beside(Path other) throws IOException {
        return new AuditedServer(other, this);
    }

    private Server start() throws IOException {
        Server started = Server.start(
                new ServerSettings("127.0.0.1", 0, folder.resolve("data")), UnaryOperator.identity(), config);
        started.awaitReady();
        return started;
    }

    /** Starts the server anew, after something was done without it. */
    void restart(String... tampering) throws IOException, SQLException {
        server.close();
        for (String sql : tampering) {
            tamper(sql);
        }
        server = start();
    }

    /** Makes a token for an admin while no server runs, as {@code ionroller admin-token} does, and asks with it from now on. */
    String signIn() throws IOException {
        server.close();
        String admin = FirstToken.make(StoreSettings.from(config, folder.resolve("data/store")));
        server = start();
        as(admin);
        return admin;
    }

    /** Asks with this token from now on. */
    void as(String other) {
        token = other;
    }

    /** What a command printed, and its exit code. */
    record Ran(int exitCode, String out, String err) {}

    Ran run(String... arguments) {
        return execute(CONFIGURATION, arguments);
    }

    private Ran execute(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                new HashMap<>(Map.of("IONROLLER_SERVER", server.address().toString(), "IONROLLER_USER", "ann"));
        if (token != null) {
            environment.put("IONROLLER_TOKEN", token);
        }
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                Map.copyOf(environment),
                Terminal.none(),
                Clock.systemUTC(),
                Patience.standard());
        int exitCode = CommandTree.create(surroundings).execute(arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that must succeed, and reads its answer as JSON. */
    JsonNode json(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-o";
        all[arguments.length + 1] = "json";
        Ran ran = run(all);
        if (ran.exitCode() != 0) {
            throw new AssertionError(String.join(" ", arguments) + ": " + ran);
        }
        try {
            return Json.mapper().readTree(ran.out());
        } catch (IOException e) {
            throw new AssertionError(ran.out(), e);
        }
    }

    /** Configures a service and releases versions of it, one after the other, until each has completed and all is quiet. */
    void release(String service, String... versions) {
        configure(service, CONFIGURATION);
        for (String version : versions) {
            must(run("release", service, version));
        }
        Awaitility.await("quiet")
                .atMost(Duration.ofSeconds(30))
                .until(() -> json("status", service).path("rollout").isMissingNode());
    }

    void configure(String service, String configuration) {
        must(execute(configuration, "config", "set", service, "-"));
    }

    private static void must(Ran ran) {
        if (ran.exitCode() != 0) {
            throw new AssertionError(ran);
        }
    }

    /** Changes the database behind the server's back. */
    int tamper(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    String read(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connection() throws SQLException {
        return postgres == null
                ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/store/journal.db"))
                : postgres.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (postgres != null && first) {
            postgres.close();
        }
    }
}
