package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadRequestTest {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | version",
                "'' | version",
                "{\"version\":null} | version",
                "{\"version\":1} | version",
                "{\"version\":\"\"} | version",
                "{\"version\":\"a b\"} | version",
                "{\"version\":[\"1\"]} | version",
                "{\"version\":\"1\",\"revision\":0} | revision",
                "{\"version\":\"1\",\"revision\":-1} | revision",
                "{\"version\":\"1\",\"revision\":1.5} | revision",
                "{\"version\":\"1\",\"revision\":1e999999} | revision",
                "{\"version\":\"1\",\"revision\":99999999999999999999999} | revision",
                "{\"version\":\"1\",\"revision\":\"1\"} | revision",
                "{\"version\":\"1\",\"colour\":\"red\"} | colour",
            })
    void namesTheWrongFieldOfARelease(String body, String field) {
        HttpResponse<String> response = server.post("/services/hello/release", body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/code").asText()).isEqualTo("invalid-body");
        assertThat(json(response).at("/violations/0/field").asText()).isEqualTo(field);
        assertThat(json(response).at("/detail").asText()).contains(field);
        assertThat(json(server.get("/services/hello/releases")).at("/releases")).isEmpty();
    }

    @Test
    void namesAllWrongFieldsAtOnce() {
        HttpResponse<String> response =
                server.post("/services/hello/drop", "{\"version\":7,\"force\":\"yes\",\"why\":\"so\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("version", "force", "why");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "nul",
                "{\"version\":NaN}",
                "{\"version\":\"1\"} x",
                "{\"version\":\"1\",\"version\":\"2\"}",
                "[1",
                "\u0000"
            })
    void saysWhereJsonIsBroken(String body) {
        HttpResponse<String> response = server.post("/services/hello/release", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/code").asText()).isEqualTo("malformed-json");
        assertThat(json(response).at("/detail").asText()).contains("line 1, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\""})
    void wantsAnObject(String body) {
        assertThat(server.post("/services/hello/release", body).statusCode()).isEqualTo(422);
        assertThat(server.put("/services/hello/config", body).statusCode()).isEqualTo(422);
    }

    @Test
    void refusesDeepNesting() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);

        assertThat(server.post("/services/hello/release", deep).statusCode()).isEqualTo(400);
        assertThat(server.put("/services/hello/config", "{\"platform\":" + deep + "}")
                        .statusCode())
                .isEqualTo(400);
        String flatter = "{\"platform\":{\"type\":\"instant\",\"instances\":" + "[".repeat(60) + "]".repeat(60) + "}}";
        assertThat(server.put("/services/hello/config", flatter).statusCode()).isEqualTo(422);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        HttpResponse<String> response = server.send(server.request("/services/hello/release")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'})));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/detail").asText()).contains("UTF-8");
    }

    @Test
    void refusesOtherMediaTypes() {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "multipart/form-data; boundary=x")) {
            HttpResponse<String> response = server.send(server.request("/services/hello/release")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"version\":\"1.0.0\"}")));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
            assertThat(json(response).at("/detail").asText()).contains("application/json");
        }
        HttpResponse<String> untyped = server.send(
                server.request("/services/hello/release").POST(BodyPublishers.ofString("{\"version\":\"1 0\"}")));
        assertThat(untyped.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "-hello",
                "1hello",
                "hello_world",
                "h%C3%A9llo",
                "a%2Fb",
                "a%00b",
                "%20",
                "hello.",
                "a..b",
                "%25",
                "*"
            })
    void refusesNamesThatDoNotFit(String name) {
        for (String path : List.of("", "/config", "/configs", "/releases", "/events", "/releases/1")) {
            HttpResponse<String> response = server.get("/services/" + name + path);
            assertThat(response.statusCode()).as(name + path).isEqualTo(400);
            assertThat(json(response).at("/violations/0/field").asText()).isEqualTo("service");
        }
        assertThat(server.post("/services/" + name + "/release", "{\"version\":\"1\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.put("/services/" + name + "/config", ApiServer.CONFIGURATION)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesTheLongestNameButOne() {
        assertThat(server.get("/services/" + "a".repeat(64)).statusCode()).isEqualTo(400);
        assertThat(server.get("/services/" + "a".repeat(63)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.0", "99999999999999999999999", "1%2F2", "+1", " 1"})
    void refusesReleaseNumbersThatAreNone(String number) {
        HttpResponse<String> response = server.get("/services/hello/releases/" + number.replace(" ", "%20"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/violations/0/field").asText()).isEqualTo("release");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/nowhere",
                "/services/",
                "/services/hello/",
                "/services/hello/release/1",
                "/services%2Fhello"
            })
    void answersNotFoundForUnknownPaths(String path) {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/code").asText()).isEqualTo("no-such-path");
    }

    @Test
    void answersHeadAsGetWithoutABodyAndOptionsWithAllow() {
        HttpResponse<String> head =
                server.send(server.request("/services/hello").method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> options =
                server.send(server.request("/services/hello/config").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void refusesHeadersThatDoNotFit() {
        assertThat(status("User", "x".repeat(201))).isEqualTo(400);
        assertThat(status("Idempotency-Key", "k".repeat(256))).isEqualTo(400);
        assertThat(server.post("/services/hello/release", "{\"version\":\"1\"}", "User", "a", "User", "b")
                        .statusCode())
                .isEqualTo(400);
        assertThat(json(server.get("/services/hello/releases")).at("/releases")).isEmpty();
    }

    private static int status(String header, String value) {
        return server.post("/services/hello/release", "{\"version\":\"1\"}", header, value)
                .statusCode();
    }
}
