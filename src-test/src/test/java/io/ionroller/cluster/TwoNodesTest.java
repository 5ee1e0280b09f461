package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.engine.json.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in one process that find each other by their seeds, on a real PostgreSQL. */
@Timeout(180)
final class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated"}, "bake": "0s", "strategy": {"steps": [{"weight": "100%"}]}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void findEachOtherShareTheServicesAndPartInOrder(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            List<Integer> ports = freePorts(4);
            Server one = start(postgres, folder, ports, 0);
            Server two = start(postgres, folder, ports, 1);
            try {
                one.awaitReady();
                two.awaitReady();
                eachShowsBoth(one, two);
                everyNodeReachesEveryService(one, two);
            } finally {
                two.close();
            }
            try {
                theOtherHasAllWithoutMissingAnybody(one);
            } finally {
                one.close();
            }
        } finally {
            http.shutdownNow();
        }
    }

    private void eachShowsBoth(Server one, Server two) {
        for (Server node : List.of(one, two)) {
            Awaitility.await("both up").atMost(PATIENCE).untilAsserted(() -> {
                JsonNode cluster = get(node, "/cluster");
                assertThat(cluster.at("/members").findValuesAsText("status")).containsExactly("up", "up");
                assertThat(cluster.at("/members").findValuesAsText("name"))
                        .containsExactlyInAnyOrder("node-0", "node-1");
                assertThat(cluster.at("/shards_known").asBoolean()).isTrue();
            });
        }
        assertThat(get(one, "/cluster").at("/node").asText()).isEqualTo("node-0");
        assertThat(get(two, "/cluster").at("/node").asText()).isEqualTo("node-1");
    }

    /** With this many names both nodes have shards; a release that is asked of one is seen from the other. */
    private void everyNodeReachesEveryService(Server one, Server two) {
        for (int i = 0; i < 8; i++) {
            String service = "/services/s" + i;
            send(one, "PUT", service + "/config", CONFIGURATION);
            send(two, "POST", service + "/release", "{\"version\": \"1.0.0\"}");
        }
        for (int i = 0; i < 8; i++) {
            String name = "s" + i;
            Awaitility.await(name + " released")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    get(one, "/services/" + name).at("/rollout").isMissingNode())
                            .isTrue());
            JsonNode fromOne = get(one, "/cluster/services/" + name);
            JsonNode fromTwo = get(two, "/cluster/services/" + name);
            assertThat(fromOne).isEqualTo(fromTwo);
            assertThat(fromOne.at("/known").asBoolean()).isTrue();
            assertThat(fromOne.at("/awake").asBoolean()).isTrue();
            assertThat(fromOne.at("/node").asText()).startsWith("node-");
        }
    }

    private void theOtherHasAllWithoutMissingAnybody(Server one) {
        Awaitility.await("one node left").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode cluster = get(one, "/cluster");
            assertThat(cluster.at("/members").findValuesAsText("name")).containsExactly("node-0");
            assertThat(cluster.at("/leader").asText()).isEqualTo("node-0");
        });
        assertThat(get(one, "/services/s0").at("/name").asText()).isEqualTo("s0");
        Awaitility.await("s0 has moved")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                get(one, "/cluster/services/s0").at("/node").asText())
                        .isEqualTo("node-0"));
    }

    private static Server start(EmbeddedPostgres postgres, Path folder, List<Integer> ports, int number)
            throws IOException {
        String seeds = "127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1);
        Config config = ConfigFactory.parseString(
                        """
                        ionroller.persistence.url = "postgresql://postgres:postgres@127.0.0.1:%d/postgres"
                        ionroller.cluster { discovery = seeds, node-name = node-%d, seeds = "%s"
                          management-port = %d, port = %d }
                        """.formatted(postgres.getPort(), number, seeds, ports.get(number), ports.get(2 + number)))
                .withFallback(ConfigFactory.load());
        return Server.start(
                new ServerSettings("127.0.0.1", 0, folder.resolve("node-" + number)), UnaryOperator.identity(), config);
    }

    /** Free a moment ago: nodes must know each other's ports before they start. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private JsonNode get(Server node, String path) {
        return send(node, "GET", path, "");
    }

    private JsonNode send(Server node, String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(node.address() + path))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isLessThan(300);
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
