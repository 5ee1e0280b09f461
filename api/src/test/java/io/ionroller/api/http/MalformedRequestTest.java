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
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, or hardly requests at all. */
final class MalformedRequestTest {

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
        String answer =
                raw("PUT /services/hello/config HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + TEN_MEBIBYTES + "\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /services HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "GET /services HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /services?limit=%f HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /services HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /services HTTP/1.1\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "BREW /services HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /services/%FF%FE HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://elsewhere/services HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /services/hello/release HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
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

    @ParameterizedTest
    @ValueSource(strings = {"User: a\u0085b", "User: a\u200Eb", "Idempotency-Key: schlüssel", "Idempotency-Key:"})
    void refusesHeadersWithCharactersThatDoNotFit(String header) throws IOException {
        String answer = raw("POST /services/hello/release HTTP/1.1\r\nHost: localhost\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"version\":\"1\"}");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(json(server.get("/services/hello/releases")).at("/releases")).isEmpty();
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
