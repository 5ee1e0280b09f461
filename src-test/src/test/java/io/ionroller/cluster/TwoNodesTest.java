package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.app.Server;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        try (ClusterNodes nodes = new ClusterNodes(folder, 2)) {
            Server one = nodes.start(0);
            Server two = nodes.start(1);
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
