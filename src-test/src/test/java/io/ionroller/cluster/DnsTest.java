package io.ionroller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.app.Server;
import io.ionroller.engine.json.Json;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class DnsTest {

    /** The second address is nobody's; a majority of one must do without it. */
    @Test
    void aNodeFindsItselfByAName(@TempDir Path folder) throws Exception {
        List<InetAddress> records = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"));
        try (NameServer names = new NameServer(records);
                ClusterNodes nodes = new ClusterNodes(folder, 1);
                Server node = nodes.start(
                        0,
                        "ionroller.cluster { discovery = dns, dns.name = nodes.example, required-contact-points = 1 }",
                        "pekko.io.dns.async-dns.nameservers = [\"127.0.0.1:" + names.port() + "\"]");
                HttpClient http = HttpClient.newHttpClient()) {
            node.awaitReady();
            JsonNode cluster = Json.mapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(URI.create(node.address() + "/cluster"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());

            assertThat(cluster.at("/members").findValuesAsText("name")).containsExactly("node-0");
        }
    }
}
