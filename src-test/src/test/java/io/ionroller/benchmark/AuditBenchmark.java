package io.ionroller.benchmark;

import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.engine.json.Json;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What an auditor waits for with a million events: filtered pages, exports and a verification, over HTTP, on both stores. Run it with
 * {@code src-test/benchmark audit [EVENTS] [sqlite|postgresql]}.
 */
final class AuditBenchmark {

    private static final int ROUNDS = 21;

    /** One for each filter and some combinations; the last ones find nothing, so that nothing ends them early. */
    private static final List<String> PAGES = List.of(
            "/events",
            "/events?order=oldest&cursor=500000",
            "/events?service=service-7",
            "/events?type=release-failed",
            "/events?user=person-13",
            "/events?version=1.7.0",
            "/events?release=40",
            "/events?service=service-7&release=40",
            "/events?environment=service-7-40",
            "/events?text=no+longer+healthy",
            "/events?service=service-7&text=503",
            "/events?from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00Z",
            "/events?from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00Z&order=oldest",
            "/events?from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00Z&type=release-failed",
            "/events?from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00Z&text=this+is+nowhere",
            "/events?from=2025-01-02T00:00:00Z&to=2025-01-02T01:00:00Z",
            "/events?type=release-failed&user=person-13&service=service-7",
            "/events?user=nobody",
            "/events?version=9.9.9",
            "/events?release=999999",
            "/events?text=this+is+nowhere",
            "/events?type=release-failed&text=this+is+nowhere");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;

    private AuditBenchmark(Server server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        List<String> kinds =
                args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.of("sqlite", "postgresql");
        for (String kind : kinds) {
            Path data = Files.createTempDirectory("ionroller-audit");
            try (BenchmarkDatabase database = new BenchmarkDatabase()) {
                String name = database.create();
                boolean embedded = kind.equals("sqlite");
                StoreSettings settings =
                        embedded ? StoreSettings.embedded(data.resolve("store")) : database.store(name);
                Store.open(settings).close();
                try (Connection connection = embedded
                        ? DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/journal.db"))
                        : database.source(name).getConnection()) {
                    new JournalFill().fill(connection, events);
                }
                String url = embedded
                        ? ""
                        : ((StoreSettings.PostgreSql) settings).jdbcUrl() + "?user=postgres&password=postgres";
                measure(kind, data, url);
            }
        }
        System.exit(0);
    }

    private static void measure(String kind, Path data, String url) throws Exception {
        long began = System.nanoTime();
        var config = ConfigFactory.parseString("ionroller.persistence.url = \"" + url + "\"")
                .withFallback(ConfigFactory.load());
        try (Server server = Server.start(new ServerSettings("127.0.0.1", 0, data), UnaryOperator.identity(), config)) {
            server.awaitReady();
            AuditBenchmark benchmark = new AuditBenchmark(server);
            System.out.printf(Locale.ROOT, "%s: start with chaining %.1f s%n", kind, seconds(began));
            benchmark.awaitCatalog();
            for (String page : PAGES) {
                benchmark.page(page);
            }
            benchmark.stream("/events/export");
            benchmark.stream("/events/export?format=csv");
            benchmark.stream("/audit/verify");
        }
    }

    private void awaitCatalog() throws Exception {
        while (Json.mapper()
                        .readTree(http.send(request("/cluster"), BodyHandlers.ofString())
                                .body())
                        .path("catalog_behind")
                        .asLong(1)
                > 0) {
            Thread.sleep(500);
        }
    }

    private void page(String path) throws Exception {
        double[] millis = new double[ROUNDS];
        int status = 0;
        for (int round = -2; round < ROUNDS; round++) {
            long began = System.nanoTime();
            status = http.send(request(path), BodyHandlers.ofByteArray()).statusCode();
            millis[Math.max(round, 0)] = (System.nanoTime() - began) / 1e6;
        }
        Figures figures = new Figures(millis);
        System.out.printf(
                Locale.ROOT,
                "  %d %-62s median %6.1f ms, slowest %6.1f ms%n",
                status,
                path,
                figures.quantile(0.5),
                figures.quantile(1));
    }

    private void stream(String path) throws Exception {
        long began = System.nanoTime();
        long lines = 0;
        long bytes = 0;
        long highest = 0;
        try (InputStream in =
                http.send(request(path), BodyHandlers.ofInputStream()).body()) {
            byte[] piece = new byte[1 << 16];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                bytes += length;
                for (int i = 0; i < length; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                }
                highest = Math.max(
                        highest,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %-62s %d lines, %d MB in %.1f s: %.0f lines/s; heap at most %d MB of %d%n",
                path,
                lines,
                bytes >> 20,
                seconds(began),
                lines / seconds(began),
                highest >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofMinutes(5))
                .build();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
