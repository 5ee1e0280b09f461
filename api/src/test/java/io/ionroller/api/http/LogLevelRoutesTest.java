package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LogLevelRoutesTest {

    private static final String LOGGER = "io.ionroller.api.http.chatty";

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
    void changesALevelAndTakesItBack() {
        assertThat(LoggerFactory.getLogger(LOGGER).isTraceEnabled()).isFalse();

        HttpResponse<String> changed = server.put("/log-levels/" + LOGGER, "{\"level\":\"TRACE\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(own(json(changed)).toString()).isEqualTo("{\"logger\":\"" + LOGGER + "\",\"level\":\"trace\"}");
        assertThat(LoggerFactory.getLogger(LOGGER).isTraceEnabled()).isTrue();
        assertThat(own(json(server.get("/log-levels"))).path("level").asText()).isEqualTo("trace");

        assertThat(own(json(server.delete("/log-levels/" + LOGGER))).isMissingNode())
                .isTrue();
        assertThat(LoggerFactory.getLogger(LOGGER).isTraceEnabled()).isFalse();
    }

    @Test
    void refusesWhatIsNoLevelAndNoLogger() {
        JsonNode level = json(server.put("/log-levels/" + LOGGER, "{\"level\":\"loud\"}"));
        assertThat(level.at("/violations/0/field").asText()).isEqualTo("level");
        assertThat(level.at("/violations/0/wanted").asText()).startsWith("one of trace, debug");
        HttpResponse<String> logger = server.put("/log-levels/a%20b", "{\"level\":\"debug\"}");
        assertThat(logger.statusCode()).isEqualTo(400);
        assertThat(logger.body()).contains("such as io.ionroller.deploy");
    }

    private static JsonNode own(JsonNode answer) {
        for (JsonNode level : answer.path("levels")) {
            if (level.path("logger").asText().equals(LOGGER)) {
                return level;
            }
        }
        return answer.path("none");
    }
}
