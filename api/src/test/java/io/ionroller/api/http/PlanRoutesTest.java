package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.model.ServiceName;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PlanRoutesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode plan(String service, String version) {
        HttpResponse<String> response =
                server.post("/services/" + service + "/plan", "{\"version\":\"" + version + "\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response);
    }

    private static HttpResponse<String> release(String service, String version, String plan, String... headers) {
        return server.post(
                "/services/" + service + "/release",
                "{\"version\":\"" + version + "\",\"plan\":\"" + plan + "\"}",
                headers);
    }

    @Test
    void showsTheWayOfAReleaseAndStoresNothing() {
        server.complete("shown", "1.0.0");
        int before = server.journal.all().size();

        JsonNode plan = plan("shown", "2.0.0");

        assertThat(plan.at("/goes").asBoolean()).isTrue();
        assertThat(plan.at("/outcome").asText()).isEqualTo("starts");
        assertThat(plan.at("/release").asInt()).isEqualTo(2);
        assertThat(plan.at("/environment").asText()).isEqualTo("shown-2");
        assertThat(plan.at("/steps").findValuesAsText("kind"))
                .containsExactly(
                        "create", "verify", "shift", "person", "shift", "complete", "retire", "drain", "remove");
        assertThat(plan.at("/steps/2/weights/shown-2").asText()).isEqualTo("10%");
        assertThat(plan.at("/changes").findValuesAsText("verb")).containsExactly("create", "change", "remove");
        assertThat(plan.at("/doubled_for").asText()).isEqualTo("1h");
        assertThat(server.journal.all().size()).isEqualTo(before);
    }

    @Test
    void saysWhyTheReleaseWouldBeRefused() {
        server.complete("refused", "1.0.0");

        JsonNode plan = plan("refused", "1.0.0");

        assertThat(plan.at("/goes").asBoolean()).isFalse();
        assertThat(plan.at("/outcome").asText()).isEqualTo("refused");
        assertThat(plan.at("/code").asText()).isEqualTo("already-stable");
        assertThat(plan("unheard-of", "1.0.0").at("/code").asText()).isEqualTo("no-configuration");
    }

    @Test
    void saysThatTheReleaseWouldWait() {
        server.complete("waiting", "1.0.0");
        server.post("/services/waiting/release", "{\"version\":\"2.0.0\"}");

        JsonNode plan = plan("waiting", "3.0.0");

        assertThat(plan.at("/outcome").asText()).isEqualTo("waits");
        assertThat(plan.at("/sentence").asText()).contains("waits for");
    }

    @Test
    void releasesWhatWasPlanned() {
        server.complete("planned", "1.0.0");
        String plan = plan("planned", "2.0.0").at("/plan").asText();
        assertThat(plan("planned", "2.0.0").at("/plan").asText()).isEqualTo(plan);

        assertThat(release("planned", "2.0.0", plan).statusCode()).isEqualTo(202);
    }

    @Test
    void refusesAReleaseWhenTheWorldHasMoved() {
        server.complete("moved", "1.0.0");
        String plan = plan("moved", "2.0.0").at("/plan").asText();
        server.put("/services/moved/config", "{\"platform\":{\"type\":\"instant\"},\"bake\":\"1s\"}");

        HttpResponse<String> response = release("moved", "2.0.0", plan);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/code").asText()).isEqualTo("plan-outdated");
        assertThat(json(response).at("/detail").asText()).contains("the version or the configuration");
        assertThat(release("moved", "9.9.9", plan).statusCode()).isEqualTo(409);
    }

    @Test
    void refusesAReleaseWhosePlanIsBlocked() {
        server.complete("blocked", "1.0.0");
        server.platform.shareOtherwise(new ServiceName("blocked"), 9_000);
        JsonNode blocked = plan("blocked", "2.0.0");
        assertThat(blocked.at("/goes").asBoolean()).isFalse();

        HttpResponse<String> response =
                release("blocked", "2.0.0", blocked.at("/plan").asText());

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/code").asText()).isEqualTo("plan-blocked");
        assertThat(json(response).at("/detail").asText()).contains("traffic: it is shared as nobody intended");
        assertThat(server.post("/services/blocked/release", "{\"version\":\"2.0.0\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void answersARepetitionAsTheFirstTime() {
        server.complete("repeated", "1.0.0");
        String plan = plan("repeated", "2.0.0").at("/plan").asText();
        HttpResponse<String> first = release("repeated", "2.0.0", plan, "Idempotency-Key", "k-1");

        HttpResponse<String> second = release("repeated", "2.0.0", plan, "Idempotency-Key", "k-1");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void refusesWhatIsNoPlan() {
        server.configure("wrong");

        HttpResponse<String> response = release("wrong", "1.0.0", "yesterday");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/violations/0/field").asText()).isEqualTo("plan");
        assertThat(server.post("/services/wrong/plan", "{}").statusCode()).isEqualTo(422);
        assertThat(server.post("/services/wrong/plan", "{\"version\":\"1\",\"force\":true}")
                        .statusCode())
                .isEqualTo(422);
    }
}
