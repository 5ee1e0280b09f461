package io.ionroller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.rollout.AccessEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests made from the OpenAPI document, with and without credentials: none is answered with an error of the server's, none is not
 * answered, and none that is refused changes anything. {@code -Dionroller.fuzz.requests=100000} makes as many in all.
 */
final class OpenApiFuzzTest {

    private static final Logger LOG = LoggerFactory.getLogger(OpenApiFuzzTest.class);
    private static final int SEEDS = 10;
    private static final int REQUESTS = Integer.getInteger("ionroller.fuzz.requests", 10_000) / SEEDS;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void noRequestBreaksAnythingAndNoneThatIsRefusedChangesAnything(long seed) throws IOException {
        try (ApiServer server = new ApiServer(
                "ionroller.access.authentication = required",
                "ionroller.access.rate { per-second = 1000000, burst = 1000000 }",
                "ionroller.access.wrong-credentials { per-second = 1000000, burst = 1000000 }",
                "ionroller.api.feed.most-clients = 100000")) {
            Map<Integer, Integer> statuses = fuzz(server, seed);

            LOG.atInfo()
                    .addKeyValue("seed", seed)
                    .addKeyValue("statuses", statuses)
                    .log("fuzzed");
            assertThat(statuses).containsKeys(200, 400, 401, 403, 404, 405, 422);
        }
    }

    private static Map<Integer, Integer> fuzz(ApiServer server, long seed) throws IOException {
        JsonNode document = Json.mapper().readTree(server.get("/openapi.json").body());
        GeneratedRequests requests = new GeneratedRequests(document, credentials(server), new SplittableRandom(seed));
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = requests.next();
                long before = changes(server);
                RawClient.Answer answer = client.send(request);
                statuses.merge(answer.status(), 1, Integer::sum);
                String what = "seed " + seed + ", request " + i + ": "
                        + new String(request, 0, Math.min(request.length, 600), StandardCharsets.ISO_8859_1);
                assertThat(answer.status()).as(what).isLessThan(500);
                assertThat(answer.body()).as(what).doesNotContain("Exception", "\tat ");
                if (answer.status() >= 400 || answer.status() == 0) {
                    assertThat(changes(server)).as(what).isEqualTo(before);
                }
            }
        }
        return statuses;
    }

    private static List<String> credentials(ApiServer server) {
        String admin = "Bearer " + server.token("root", Role.ADMIN, "*").text();
        return List.of(
                admin,
                admin,
                admin,
                "Bearer " + server.token("eve", Role.VIEWER, "*").text(),
                "Bearer " + server.token("dee", Role.DEPLOYER, "hel*").text(),
                "Bearer " + ApiToken.random(new SecureRandom()).text(),
                "Bearer " + "x".repeat(5000),
                "Basic cm9vdDpyb290",
                "");
    }

    /** What has happened, besides what happens to whoever asks: the use of a token and a denial are stored. */
    private static long changes(ApiServer server) {
        return server.journal.all().stream()
                .filter(logged -> !(logged.event().event() instanceof AccessEvent.AccessDenied)
                        && !(logged.event().event() instanceof AccessEvent.TokenUsed))
                .count();
    }
}
