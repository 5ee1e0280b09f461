package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API says when something behind it is in trouble. */
final class FailureTest {

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer();
        server.complete("hello", "1.0.0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysWhenNoAnswerCameInTime() {
        server.services.failure = new CompletionException(new TimeoutException("no answer in 5 s"));

        HttpResponse<String> response = server.post("/services/hello/release", "{\"version\":\"2.0.0\"}");

        unavailable(response, "no-answer-in-time");
        assertThat(json(response).at("/next_step").asText()).contains("Idempotency-Key");
    }

    @Test
    void saysWhenTheJournalCannotBeWritten() {
        server.services.failure = new IllegalStateException("database is locked at /secret/path");

        HttpResponse<String> response = server.post("/services/hello/release", "{\"version\":\"2.0.0\"}");

        unavailable(response, "journal-unavailable");
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
        unavailable(server.get("/services/hello"), "journal-unavailable");
    }

    @Test
    void saysWhenStoredEventsCannotBeRead() {
        server.journal.failure = new IllegalStateException("disk full");

        for (String path : List.of(
                "/services",
                "/events",
                "/services/hello/events",
                "/services/hello/releases",
                "/services/hello/releases/1",
                "/services/hello/configs",
                "/feed")) {
            unavailable(server.get(path), "store-unavailable");
        }
    }

    @Test
    void saysThatTheCatalogueIsBehindInsteadOfDenyingARelease() {
        server.catalog.lag = 3;

        HttpResponse<String> response = server.get("/services/hello/releases/99");

        unavailable(response, "catalog-behind");
        assertThat(json(response).at("/detail").asText()).contains("3 events behind");
    }

    @Test
    void saysWhenAPlatformDoesNotAnswer() {
        server.platform.silent = true;

        HttpResponse<String> response = server.get("/services/hello/environments/hello-1/instances");

        unavailable(response, "platform-unavailable");
        assertThat(json(response).at("/detail").asText()).contains("the simulated router is away");
    }

    @Test
    void saysWhyItIsNotReady() {
        server.notReady = List.of("the cluster has not formed", "the journal is being read");

        HttpResponse<String> response = server.get("/health/ready");

        unavailable(response, "not-ready");
        assertThat(json(response).at("/detail").asText())
                .isEqualTo("the cluster has not formed; the journal is being read");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatItIsReady() {
        HttpResponse<String> response = server.get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\",\"version\":\"2.0.0-test\",\"reasons\":[]}");
    }

    private static void unavailable(HttpResponse<String> response, String code) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).at("/code").asText()).isEqualTo(code);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
