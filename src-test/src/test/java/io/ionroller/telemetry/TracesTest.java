package io.ionroller.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that sends its traces to a collector, which takes what comes and looks for names and ids in it: in OTLP's protobuf texts
 * stand as they are and ids as bytes.
 */
@Timeout(120)
final class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CONFIGURATION =
            "{\"platform\": {\"type\": \"simulated\"}, \"bake\": \"0s\", \"strategy\": \"all-at-once\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> exports = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer collector;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = (zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody())
                    .readAllBytes();
            exports.add(new String(body, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        collector.stop(0);
    }

    private void startServer(String endpoint) throws IOException {
        Config config = ConfigFactory.parseString("ionroller.tracing.endpoint = \"" + endpoint + "\"")
                .withFallback(ConfigFactory.load());
        server = Server.start(new ServerSettings("127.0.0.1", 0, folder), UnaryOperator.identity(), config);
        server.awaitReady();
    }

    @Test
    void aReleaseIsOneTraceFromItsRequestToTheCallsOfThePlatform() throws Exception {
        startServer("http://127.0.0.1:" + collector.getAddress().getPort());
        send("PUT", "/services/hello/config", CONFIGURATION);
        send("POST", "/services/hello/release", "{\"version\": \"1.0.0\"}");
        await().atMost(Duration.ofSeconds(30)).until(() -> events().toString().contains("release-completed"));
        for (JsonNode event : events()) {
            assertThat(event.path("trace_id").asText()).as("%s", event).isEqualTo(TRACE);
        }
        JsonNode problem = send("POST", "/services/hello/release", "{\"version\": \" \"}");
        assertThat(problem.path("trace_id").asText()).isEqualTo(TRACE);
        server.close(); // sends what is left

        String sent = String.join("", exports);
        String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        assertThat(sent)
                .contains(
                        trace,
                        "POST /services/{service}/release",
                        "simulated ensureEnvironment",
                        "simulated ensureTraffic",
                        "hello/1/create",
                        "hello/1/shift-1",
                        "ionroller.outcome");
        assertThat(sent).doesNotContain("/health/ready");
    }

    @Test
    void nothingIsTracedWithoutAnEndpoint() throws Exception {
        startServer("");
        send("PUT", "/services/hello/config", CONFIGURATION);
        send("POST", "/services/hello/release", "{\"version\": \"1.0.0\"}");
        await().atMost(Duration.ofSeconds(30)).until(() -> events().toString().contains("release-completed"));
        assertThat(events().toString()).doesNotContain("trace_id");
        server.close();
        assertThat(exports).isEmpty();
    }

    private JsonNode events() throws Exception {
        return send("GET", "/services/hello/events?limit=1000", "").path("events");
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return Json.mapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
