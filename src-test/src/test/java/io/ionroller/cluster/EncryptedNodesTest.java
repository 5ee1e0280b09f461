package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.app.Server;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that prove themselves to each other: those of one authority become a cluster, another one is not let in. */
@Timeout(240)
final class EncryptedNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void onlyNodesOfTheAuthorityAreLetIn(@TempDir Path folder) throws Exception {
        String ours = NodeCertificates.make(folder.resolve("ours"), "ionroller").settings();
        String foreign =
                NodeCertificates.make(folder.resolve("foreign"), "ionroller").settings();
        try (ClusterNodes nodes = new ClusterNodes(folder, 3);
                HttpClient http = HttpClient.newHttpClient();
                Server one = nodes.start(0, ours);
                Server two = nodes.start(1, ours)) {
            one.awaitReady();
            two.awaitReady();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(names(http, one)).containsExactlyInAnyOrder("node-0", "node-1"));

            try (Server three = nodes.start(2, foreign)) {
                three.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(names(http, one)).containsExactlyInAnyOrder("node-0", "node-1");
        }
    }

    private static List<String> names(HttpClient http, Server server) throws IOException, InterruptedException {
        JsonNode cluster = Json.mapper()
                .readTree(http.send(
                                HttpRequest.newBuilder(server.address().resolve("/cluster"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
        return cluster.at("/members").findValuesAsText("name");
    }
}
