package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DryRunTest {

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
    void saysWhatARollbackWouldDoAndStoresNothing() {
        server.complete("back", "1.0.0", "2.0.0");
        int before = server.journal.all().size();

        HttpResponse<String> response = server.post("/services/back/rollback?dry_run=true", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).at("/mode").asText()).isEqualTo("warm");
        assertThat(json(response).at("/release").asInt()).isEqualTo(3);
        assertThat(json(response).at("/sentence").asText())
                .isEqualTo("warm rollback to 1.0.0 as release 3: back-1 is still there; traffic returns in one change,"
                        + " within about a second");
        assertThat(server.journal.all()).hasSize(before);
    }

    @Test
    void refusesWhatTheRequestWouldBeRefusedFor() {
        server.complete("kept", "1.0.0");

        HttpResponse<String> abort = server.post("/services/kept/rollout/abort?dry_run=true", "");
        HttpResponse<String> drop = server.post("/services/kept/drop?dry_run=true", "{\"version\":\"1.0.0\"}");
        HttpResponse<String> unknown = server.post("/services/never/release?dry_run=true", "{\"version\":\"1\"}");

        assertThat(abort.statusCode()).isEqualTo(409);
        assertThat(json(abort).at("/code").asText()).isEqualTo("no-rollout");
        assertThat(drop.statusCode()).isEqualTo(409);
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void checksAConfigurationWithoutStoringIt() {
        server.configure("checked");

        HttpResponse<String> good = server.put(
                "/services/checked/config?dry_run=true", "{\"platform\":{\"type\":\"instant\"},\"bake\":\"3s\"}");
        HttpResponse<String> bad =
                server.put("/services/checked/config?dry_run=true", "{\"platform\":{\"type\":\"nowhere\"}}");

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(json(good).at("/revision").asInt()).isEqualTo(2);
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(json(bad).at("/violations/0/field").asText()).contains("platform");
        assertThat(json(server.get("/services/checked/config")).at("/revision").asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesADryRunThatIsNeitherTrueNorFalse() {
        assertThat(server.post("/services/any/rollback?dry_run=yes", "").statusCode())
                .isEqualTo(400);
    }
}
