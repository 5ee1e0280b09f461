package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ClusterRoutesTest {

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
    void showsMembersByTheirNames() {
        JsonNode cluster = json(server.get("/cluster"));

        assertThat(cluster.at("/node").asText()).isEqualTo("one");
        assertThat(cluster.at("/leader").asText()).isEqualTo("two");
        assertThat(cluster.at("/members/0").toString())
                .isEqualTo("{\"name\":\"one\",\"address\":\"10.0.0.1:17355\",\"status\":\"up\","
                        + "\"since\":\"2026-11-23T12:00:00Z\",\"reachable\":true,\"roles\":[],\"version\":\"2.0.0\","
                        + "\"shards\":50,\"owners\":7}");
        assertThat(cluster.at("/catalog_behind").asLong(-1)).isZero();
    }

    @Test
    void saysWhatItDoesNotKnow() {
        JsonNode cluster = json(server.get("/cluster"));

        assertThat(cluster.at("/shards_known").asBoolean(true)).isFalse();
        assertThat(cluster.at("/members/2/reachable").asBoolean(true)).isFalse();
        assertThat(cluster.at("/members/2").has("shards")).isFalse();
    }

    @Test
    void showsWhereAServiceLives() {
        assertThat(server.get("/cluster/services/hello").body())
                .isEqualTo("{\"service\":\"hello\",\"shard\":\"42\",\"node\":\"two\",\"address\":\"10.0.0.2:17355\","
                        + "\"known\":true,\"awake\":true}");
        assertThat(server.get("/cluster/services/other").body())
                .isEqualTo("{\"service\":\"other\",\"shard\":\"42\",\"known\":false}");
    }

    @Test
    void refusesNamesAndParametersThatCannotBe() {
        HttpResponse<String> name = server.get("/cluster/services/-No-");
        HttpResponse<String> parameter = server.get("/cluster?service=hello");

        assertThat(name.statusCode()).isEqualTo(400);
        assertThat(json(name).at("/code").asText()).isEqualTo("invalid-parameter");
        assertThat(parameter.statusCode()).isEqualTo(400);
    }
}
