package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.audit.AuditedServer.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a command to its last effect, and what each decision of the engine rests on. */
@Timeout(180)
final class WhyTest {

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2, "unhealthy_versions": ["2.0.0"]}, "bake": "0s",
             "strategy": {"steps": [{"weight": "10%"}, {"weight": "100%"}]}, "deadlines": {"verifying": "1s"}}""";

    @TempDir
    private Path folder;

    @Test
    void theWholeWayOfARelease() throws Exception {
        try (AuditedServer server = new AuditedServer(folder, "embedded")) {
            server.release("hello", "1.0.0");
            long completed = offset(server, "release-completed");

            JsonNode why = server.json("events", "--why", Long.toString(completed));

            assertThat(why.path("complete").asBoolean()).isTrue();
            assertThat(why.at("/decisions/0/cause").asText()).isEqualTo("start-release");
            assertThat(why.at("/decisions/0/user").asText()).isEqualTo("ann");
            assertThat(why.path("decisions").findValuesAsText("cause"))
                    .startsWith("start-release", "hello/1/create", "hello/1/verify")
                    .contains("hello/1/shift-1", "hello/1/confirm");
            assertThat(why.path("decisions").findValuesAsText("type"))
                    .containsSubsequence(
                            "release-accepted",
                            "rollout-started",
                            "environment-created",
                            "environment-verified",
                            "traffic-intended",
                            "traffic-shifted",
                            "finish-started",
                            "release-completed");
            assertThat(grounds(why, "environment-verified").path("value").asText())
                    .isEqualTo("1 running, 1 healthy");
            assertThat(grounds(why, "environment-verified").path("sampled")).isNotEmpty();
            assertThat(grounds(why, "traffic-shifted").path("wanted").asText()).isEqualTo("hello-1 100%");
        }
    }

    @Test
    void aRollbackThatNobodyAskedForNamesItsRuleAndTheMeasurement() throws Exception {
        try (AuditedServer server = new AuditedServer(folder, "embedded")) {
            server.configure("hello", CONFIGURATION);
            assertThat(server.run("release", "hello", "1.0.0").exitCode()).isZero();
            assertThat(server.run("release", "hello", "2.0.0").exitCode()).isEqualTo(2);
            Awaitility.await("cleaned up")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.json("events", "hello", "--type", "environment-removed")
                                    .path("events")
                                    .size()
                            == 1);
            long rollback = offset(server, "rollback-started");

            JsonNode why = server.json("events", "--why", Long.toString(rollback));
            Ran text = server.run("events", "--why", Long.toString(rollback));

            assertThat(why.at("/decisions/0/cause").asText()).isEqualTo("start-release");
            assertThat(why.path("decisions").findValuesAsText("type"))
                    .as("to the last effect")
                    .contains("rollback-started", "release-rolled-back", "drain-proven", "environment-removed");
            JsonNode grounds = grounds(why, "rollback-started");
            assertThat(grounds.path("rule").asText()).isEqualTo("deadline-passed");
            assertThat(grounds.path("sampled")).hasSize(1);
            assertThat(text.out())
                    .contains(
                            "ann: start-release",
                            "> #" + rollback + " rollback-started",
                            "[deadline-passed: time was ");
            assertThat(server.run("events", "--why", "99999").err()).contains("the journal has no event 99999");
        }
    }

    private static long offset(AuditedServer server, String type) {
        return server.json("events", "hello", "--type", type)
                .at("/events/0/offset")
                .asLong();
    }

    private static JsonNode grounds(JsonNode why, String type) {
        List<JsonNode> events = why.path("decisions").findValues("events").stream()
                .flatMap(all -> all.findParents("type").stream())
                .toList();
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .path("grounds");
    }
}
