package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutRoutesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void acceptsAReleaseAndSaysWhereItIs() {
        server.configure("released");

        HttpResponse<String> response = server.post("/services/released/release", "{\"version\":\"1.0.0\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).hasValue("/services/released/releases/1");
        assertThat(json(response).at("/release").asInt()).isEqualTo(1);
        assertThat(json(response).at("/sentence").asText()).contains("1.0.0");
        assertThat(json(response).has("mode")).isFalse();
        assertThat(server.get("/services/released/releases/1").statusCode()).isEqualTo(200);
    }

    @Test
    void releasesAVersionWithAnOlderRevision() {
        server.configure("older");
        server.put("/services/older/config", "{\"platform\":{\"type\":\"instant\"},\"bake\":\"1s\"}");

        server.post("/services/older/release", "{\"version\":\"1.0.0\",\"revision\":1}");

        assertThat(json(server.get("/services/older/releases/1"))
                        .at("/revision")
                        .asInt())
                .isEqualTo(1);
        HttpResponse<String> missing = server.post("/services/older/release", "{\"version\":\"1.0.0\",\"revision\":9}");
        assertThat(missing.statusCode()).isEqualTo(422);
    }

    @Test
    void refusesAReleaseWithoutConfiguration() {
        HttpResponse<String> response = server.post("/services/bare/release", "{\"version\":\"1.0.0\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/code").asText()).isEqualTo("no-configuration");
        assertThat(json(response).at("/type").asText()).isEqualTo("urn:ionroller:problem:no-configuration");
    }

    @Test
    void saysThatARollbackIsWarm() {
        server.complete("warm", "1.0.0", "2.0.0");

        HttpResponse<String> response = server.post("/services/warm/rollback", "");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).at("/mode").asText()).isEqualTo("warm");
        assertThat(json(response).at("/release").asInt()).isEqualTo(3);
        assertThat(json(server.get("/services/warm")).at("/current/version").asText())
                .isEqualTo("1.0.0");
    }

    @Test
    void saysThatARollbackIsCold() {
        server.complete("cold", "1.0.0", "2.0.0");
        server.post("/services/cold/drop", "{\"version\":\"1.0.0\"}");

        HttpResponse<String> response = server.post("/services/cold/rollback", "{\"version\":\"1.0.0\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).at("/mode").asText()).isEqualTo("cold");
        assertThat(json(response).at("/sentence").asText()).contains("cold");
    }

    @Test
    void refusesToDropWhatIsInUseUnlessForced() {
        server.complete("dropped", "1.0.0");

        assertThat(server.post("/services/dropped/drop", "{\"version\":\"1.0.0\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(server.post("/services/dropped/drop", "{\"version\":\"1.0.0\",\"force\":true}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(json(server.get("/services/dropped")).at("/environments")).isEmpty();
    }

    @Test
    void promotesToFullWeight() {
        server.complete("promoted", "1.0.0");
        server.post("/services/promoted/release", "{\"version\":\"2.0.0\"}");

        HttpResponse<String> response = server.post("/services/promoted/rollout/promote", "{\"full\":true}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(server.get("/services/promoted")).at("/current/version").asText())
                .isEqualTo("2.0.0");
    }

    @Test
    void resumesWithAnEmptyBody() {
        server.complete("resumed", "1.0.0");
        server.post("/services/resumed/release", "{\"version\":\"2.0.0\"}");

        HttpResponse<String> response = server.post("/services/resumed/rollout/resume", "");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(server.get("/services/resumed")).at("/current/version").asText())
                .isEqualTo("2.0.0");
    }

    @Test
    void abortsWithAnEmptyObject() {
        server.complete("aborted", "1.0.0");
        server.post("/services/aborted/release", "{\"version\":\"2.0.0\"}");

        HttpResponse<String> response = server.post("/services/aborted/rollout/abort", "{}");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode release = json(server.get("/services/aborted/releases/2"));
        assertThat(release.at("/phase").asText()).isEqualTo("aborted");
        assertThat(release.at("/ended").asBoolean()).isTrue();
        assertThat(json(server.get("/services/aborted")).at("/current/version").asText())
                .isEqualTo("1.0.0");
    }

    @Test
    void asksForAPause() {
        server.configure("paused");
        server.post("/services/paused/release", "{\"version\":\"broken-1\"}");

        HttpResponse<String> response = server.post("/services/paused/rollout/pause", "");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode rollout = json(server.get("/services/paused")).at("/rollout");
        assertThat(rollout.at("/phase").asText().equals("paused")
                        || rollout.at("/pause_requested").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"promote", "pause", "resume", "abort"})
    void refusesToSteerWhereNoRolloutIs(String verb) {
        server.configure("still");

        HttpResponse<String> response = server.post("/services/still/rollout/" + verb, "");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/code").asText()).isEqualTo("no-rollout");
    }

    @Test
    void answersARepeatedRequestWithTheFirstAnswer() {
        server.configure("repeated");
        HttpResponse<String> first =
                server.post("/services/repeated/release", "{\"version\":\"1.0.0\"}", "Idempotency-Key", "key 1");

        HttpResponse<String> again =
                server.post("/services/repeated/release", "{\"version\":\"1.0.0\"}", "Idempotency-Key", "key 1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(json(server.get("/services/repeated/releases")).at("/releases"))
                .hasSize(1);
    }

    @Test
    void repeatsTheAnswerToAStoredConfiguration() {
        HttpResponse<String> first = put("{\"platform\":{\"type\":\"instant\"}}");
        HttpResponse<String> again = put("{\"platform\":{\"type\":\"instant\"}}");

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    private static HttpResponse<String> put(String json) {
        return server.send(server.request("/services/repeated-config/config")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "put-1")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void refusesAKeyThatCameWithAnotherRequest() {
        server.configure("reused");
        server.post("/services/reused/release", "{\"version\":\"1.0.0\"}", "Idempotency-Key", "k");

        HttpResponse<String> other =
                server.post("/services/reused/release", "{\"version\":\"2.0.0\"}", "Idempotency-Key", "k");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).at("/code").asText()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void recordsWhoAsked() {
        server.configure("asked");
        server.post("/services/asked/release", "{\"version\":\"1.0.0\"}", "User", "  bob ");

        assertThat(json(server.get("/services/asked/releases/1")).at("/user").asText())
                .isEqualTo("bob");
        assertThat(json(server.get("/services/asked/events?user=bob")).at("/events"))
                .isNotEmpty();
    }

    @Test
    void refusesToActInTheEnginesName() {
        server.configure("forged");

        HttpResponse<String> response =
                server.post("/services/forged/release", "{\"version\":\"1.0.0\"}", "User", "engine");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/violations/0/field").asText()).isEqualTo("User");
    }
}
