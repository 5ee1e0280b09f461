package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.app.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class NewClusterTest {

    private static final String LEASE =
            "ionroller.persistence.lease.lease-class = \"" + SwitchedLease.class.getName() + "\"";

    @Test
    void isBegunOnlyByTheHolderOfTheLease(@TempDir Path folder) throws Exception {
        SwitchedLease.OWNERS.put("ionroller-new-cluster", "somebody who cannot be seen");
        try (ClusterNodes nodes = new ClusterNodes(folder, 1);
                Server node = nodes.start(0, LEASE);
                HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await("it would begin a cluster")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> SwitchedLease.REFUSED.get() > 2);
            HttpResponse<String> before = ready(http, node);
            SwitchedLease.OWNERS.clear();
            node.awaitReady();
            HttpResponse<String> after = ready(http, node);

            assertThat(before.statusCode()).isEqualTo(503);
            assertThat(before.body()).contains("the node is not up in its cluster");
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(SwitchedLease.OWNERS).containsKey("ionroller-new-cluster");
        }
    }

    private static HttpResponse<String> ready(HttpClient http, Server node) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(node.address() + "/health/ready"))
                        .build(),
                BodyHandlers.ofString());
    }
}
