package io.ionroller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.cluster.FirstToken;
import io.ionroller.persistence.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database know each other's tokens and roles. */
@Timeout(180)
final class TokensOfSeveralNodesTest {

    /** What the documentation promises, and some for a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    void aTokenIsGoodOnTheOtherNodeAtOnceAndRevokedThereSoon(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HttpClient http = HttpClient.newHttpClient()) {
            Config config = config(postgres);
            Client admin = new Client(http, FirstToken.make(StoreSettings.from(config, folder)));
            try (Server one = start(config, folder.resolve("one"));
                    Server two = start(config, folder.resolve("two"))) {
                Client.Answer made = admin.send(one, "POST", "/access/tokens", "{\"name\":\"ci\",\"role\":\"viewer\"}");
                assertThat(made.status()).isEqualTo(201);
                Client ci = admin.with(made.json().path("secret").asText());
                assertThat(ci.get(two, "/services").status()).isEqualTo(200);

                bothMakeTokensAtOnce(admin, one, two);

                String id = made.json().at("/token/id").asText();
                assertThat(admin.send(one, "DELETE", "/access/tokens/" + id, "").status())
                        .isEqualTo(200);
                assertThat(ci.get(one, "/services").code()).isEqualTo("credential-revoked");
                await().atMost(BOUND)
                        .untilAsserted(() ->
                                assertThat(ci.get(two, "/services").code()).isEqualTo("credential-revoked"));
            }
        }
    }

    /** Whoever is slower decides anew; nothing is lost. */
    private static void bothMakeTokensAtOnce(Client admin, Server one, Server two) {
        IntStream.range(0, 40).parallel().forEach(i -> {
            Client.Answer made = admin.send(
                    i % 2 == 0 ? one : two, "POST", "/access/tokens", "{\"name\":\"n" + i + "\",\"role\":\"viewer\"}");
            assertThat(made.status()).as("%s", made.json()).isEqualTo(201);
        });
        assertThat(admin.get(two, "/access/tokens").json().at("/tokens").findValuesAsText("name"))
                .hasSize(42)
                .doesNotHaveDuplicates();
    }

    private static Config config(EmbeddedPostgres postgres) {
        return ConfigFactory.parseString("""
                        ionroller.persistence.url = "postgresql://postgres:postgres@127.0.0.1:%d/postgres"
                        ionroller.access.authentication = required
                        """.formatted(postgres.getPort())).withFallback(ConfigFactory.load());
    }

    private static Server start(Config config, Path data) throws Exception {
        Server server = Server.start(new ServerSettings("127.0.0.1", 0, data), UnaryOperator.identity(), config);
        server.awaitReady();
        return server;
    }
}
