package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ConfigurationRoutesTest {

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
    void storesAFirstRevisionAndSaysWhereItIs() {
        HttpResponse<String> response = server.put("/services/first/config", ApiServer.CONFIGURATION);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).hasValue("/services/first/config?revision=1");
        assertThat(json(response).at("/revision").asInt()).isEqualTo(1);
        assertThat(json(response).at("/sentence").asText()).isNotEmpty();
    }

    @Test
    void answersOkForALaterRevision() {
        server.configure("second");

        HttpResponse<String> response = server.put("/services/second/config", changed("7s"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).at("/revision").asInt()).isEqualTo(2);
    }

    @Test
    void showsTheNewestConfigurationExpanded() {
        server.put("/services/shown/config", "{\"platform\":{\"type\":\"instant\"},\"strategy\":\"canary\"}");

        JsonNode view = json(server.get("/services/shown/config"));

        assertThat(view.at("/service").asText()).isEqualTo("shown");
        assertThat(view.at("/revision").asInt()).isEqualTo(1);
        assertThat(view.at("/timestamp").asText()).endsWith("Z");
        assertThat(view.at("/configuration/strategy/steps").toString())
                .isEqualTo("[{\"weight\":\"10%\"},{\"pause\":\"5m\"},{\"weight\":\"100%\"}]");
        assertThat(view.at("/configuration/keep_unused_for").asText()).isEqualTo("1h");
    }

    @Test
    void findsAnOlderRevisionByNumber() {
        server.configure("numbered");
        server.put("/services/numbered/config", changed("7s"));

        assertThat(json(server.get("/services/numbered/config?revision=1"))
                        .at("/configuration/bake")
                        .asText())
                .isEqualTo("0s");
        assertThat(json(server.get("/services/numbered/config?revision=2"))
                        .at("/configuration/bake")
                        .asText())
                .isEqualTo("7s");
        HttpResponse<String> missing = server.get("/services/numbered/config?revision=3");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).at("/code").asText()).isEqualTo("configuration-not-found");
    }

    @Test
    void findsWhatWasInForceAtATime() {
        server.configure("timed");
        String first =
                json(server.get("/services/timed/config")).at("/timestamp").asText();
        server.put("/services/timed/config", changed("7s"));
        String second =
                json(server.get("/services/timed/config")).at("/timestamp").asText();

        JsonNode atFirst = json(server.get("/services/timed/config?timestamp=" + first));
        assertThat(atFirst.at("/revision").asInt()).isEqualTo(1);
        assertThat(atFirst.at("/user").asText()).isEqualTo("anonymous");
        assertThat(json(server.get("/services/timed/config?timestamp=" + second))
                        .at("/revision")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(server.get("/services/timed/config?timestamp=2999-01-01T00:00:00Z"))
                        .at("/revision")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.get("/services/timed/config?timestamp=2001-01-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysThatNothingWasInForceAfterADeletion() {
        server.configure("deleted-then");
        server.delete("/services/deleted-then/config");

        assertThat(server.get("/services/deleted-then/config?timestamp=2999-01-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/services/deleted-then/config").statusCode()).isEqualTo(404);
        assertThat(server.get("/services/deleted-then/config?revision=1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesRevisionAndTimestampTogether() {
        server.configure("both");

        HttpResponse<String> response = server.get("/services/both/config?revision=1&timestamp=2026-01-01T00:00:00Z");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/violations/0/field").asText()).isEqualTo("timestamp");
    }

    @Test
    void listsTheHistoryNewestFirstWithWhoAndWhen() {
        server.send(server.request("/services/history/config")
                .header("User", " alice@example.org ")
                .header("Content-Type", "application/json")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(ApiServer.CONFIGURATION)));
        server.put("/services/history/config", changed("1s"));
        server.put("/services/history/config", changed("2s"));

        List<Integer> revisions = new ArrayList<>();
        String next = "/services/history/configs?limit=2";
        JsonNode last = null;
        while (next != null) {
            JsonNode page = json(server.get(next));
            for (JsonNode one : page.at("/configs")) {
                revisions.add(one.at("/revision").asInt());
                last = one;
            }
            next = page.has("next") ? page.at("/next").asText() : null;
        }

        assertThat(revisions).containsExactly(3, 2, 1);
        assertThat(last.at("/user").asText()).isEqualTo("alice@example.org");
        assertThat(last.at("/configuration/platform/instances").asInt()).isEqualTo(2);
    }

    @Test
    void narrowsTheHistoryToATime() {
        server.configure("narrow");
        server.put("/services/narrow/config", changed("1s"));
        String second =
                json(server.get("/services/narrow/config")).at("/timestamp").asText();

        assertThat(json(server.get("/services/narrow/configs?from=" + second)).at("/configs"))
                .hasSize(1);
        assertThat(json(server.get("/services/narrow/configs?to=" + second))
                        .at("/configs/0/revision")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get("/services/unheard-of/configs").statusCode()).isEqualTo(404);
    }

    @Test
    void deletesOnlyWhenNothingIsDeployed() {
        server.complete("busy", "1.0.0");

        HttpResponse<String> refused = server.delete("/services/busy/config");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).at("/detail").asText()).isNotEmpty();
        assertThat(server.get("/services/busy/config").statusCode()).isEqualTo(200);

        server.configure("idle");
        HttpResponse<String> deleted = server.delete("/services/idle/config");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(json(deleted).at("/sentence").asText()).isNotEmpty();
        assertThat(server.delete("/services/never/config").statusCode()).isEqualTo(404);
    }

    @Test
    void namesEveryWrongFieldAtOnceAndChangesNothing() {
        HttpResponse<String> response = server.put("/services/wrong/config", """
                {"platform":{"type":"instant","instances":99,"colour":"red"},
                 "strategy":{"steps":[{"weight":"10%"},{"weight":"50%"}]},
                 "bake":"soon","on_conflict":"panic"}""");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/code").asText()).isEqualTo("invalid-configuration");
        List<String> fields = new ArrayList<>();
        json(response)
                .at("/violations")
                .forEach(one -> fields.add(one.at("/field").asText()));
        assertThat(fields)
                .contains("platform.instances", "platform.colour", "strategy.steps[1]", "bake", "on_conflict");
        assertThat(server.get("/services/wrong").statusCode()).isEqualTo(404);
    }

    @Test
    void namesThePlatformsThereAre() {
        HttpResponse<String> response =
                server.put("/services/elsewhere/config", "{\"platform\":{\"type\":\"mainframe\"}}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/violations/0").toString())
                .isEqualTo(
                        "{\"field\":\"platform.type\",\"value\":\"\\\"mainframe\\\"\",\"wanted\":\"one of instant\"}");
    }

    @Test
    void saysWhereBrokenJsonIsBroken() {
        HttpResponse<String> response = server.put("/services/broken/config", "{\"platform\":\n  {\"type\" \"x\"}}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/code").asText()).isEqualTo("malformed-json");
        assertThat(json(response).at("/detail").asText()).contains("line 2, column");
    }

    private static String changed(String bake) {
        return "{\"platform\":{\"type\":\"instant\"},\"bake\":\"" + bake + "\"}";
    }
}
