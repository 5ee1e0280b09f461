package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadRequestTest {

    private static final int TEN_MEBIBYTES = 10 << 20;
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
                "/",
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

    @ParameterizedTest
    @ValueSource(strings = {"User: a\u0085b", "User: a\u200Eb", "Idempotency-Key: schlüssel", "Idempotency-Key:"})
    void refusesHeadersWithCharactersThatDoNotFit(String header) throws IOException {
        String answer = raw("POST /services/hello/release HTTP/1.1\r\nHost: a\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"version\":\"1\"}");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(json(server.get("/services/hello/releases")).at("/releases")).isEmpty();
    }

    private static int status(String header, String value) {
        return server.post("/services/hello/release", "{\"version\":\"1\"}", header, value)
                .statusCode();
    }

    @Test
    void answersTooLargeBodiesQuicklyAndGoesOn() {
        byte[] large = " ".repeat(TEN_MEBIBYTES).getBytes(StandardCharsets.US_ASCII);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(large), chunked)) {
            Instant begin = Instant.now();
            HttpResponse<String> response = server.send(server.request("/services/hello/config")
                    .header("Content-Type", "application/json")
                    .PUT(body));

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(json(response).at("/code").asText()).isEqualTo("body-too-large");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(json(server.get("/services/hello")).at("/revision").asInt()).isEqualTo(1);
    }

    @Test
    void acceptsABodyOfOneMebibyteAsFarAsItsSizeGoes() {
        String padded = ApiServer.CONFIGURATION + " ".repeat(Body.LARGEST - ApiServer.CONFIGURATION.length());

        assertThat(server.put("/services/padded/config", padded).statusCode()).isEqualTo(201);
        assertThat(server.put("/services/padded/config", padded + " ").statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesALargeBodyBeforeItIsSentWhenTheClientAsks() throws IOException {
        String answer = raw("PUT /services/hello/config HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + TEN_MEBIBYTES + "\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /services HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                "GET /services HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /services?limit=%f HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /services HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /services HTTP/1.1\r\n\r\n",
            })
    void answersWhatIsNoHttpWithAProblem(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).startsWith("HTTP/1.1 ").contains("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.at("/status").asInt()).isBetween(400, 505).isNotEqualTo(500);
        assertThat(problem.at("/detail").asText()).isNotEmpty();
    }

    @Test
    void answersATooLongAddressWithAProblem() {
        HttpResponse<String> response = server.get("/services?after=" + "a".repeat(5000));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(json(response).at("/status").asInt()).isEqualTo(414);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
