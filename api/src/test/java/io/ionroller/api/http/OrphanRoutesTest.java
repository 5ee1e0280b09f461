package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OrphanRoutesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
        server.configure("hello");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsOrphansOfThePlacesThatServicesName() {
        JsonNode found = json(server.get("/platforms/instant/orphans"));
        assertThat(found.at("/orphans/0/state").asText()).isEqualTo("removable");
        assertThat(found.at("/orphans/0/reason").asText()).isEqualTo("of [hello]");
        assertThat(found.at("/places/0").asText()).isEqualTo("here");
    }

    @Test
    void removesWhenAskedAndSaysWhoAsked() {
        HttpResponse<String> answer = server.post(
                "/platforms/instant/orphans/removal",
                "{\"never_released\":true}",
                "User",
                "ann",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/orphans/0/state").asText()).isEqualTo("removed");
        assertThat(json(answer).at("/orphans/0/resources/0/id").asText()).isEqualTo("ann");
    }

    @Test
    void refusesUnknownFieldsAndPlatforms() {
        assertThat(server.post("/platforms/instant/orphans/removal", "{\"force\":true}")
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> unknown = server.get("/platforms/moon/orphans");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("code").asText()).isEqualTo("platform-not-found");
    }
}
