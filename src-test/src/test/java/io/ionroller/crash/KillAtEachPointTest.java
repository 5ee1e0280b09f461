package io.ionroller.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.process.SampleSetting;
import io.ionroller.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server dies by SIGKILL at a point of a rollout on the local platform and is started again. The rollout goes on and ends
 * as it must; every environment was created once and has exactly its instances; nothing runs that nobody knows.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillAtEachPointTest {

    private static final String HEALTHY = "2.0.0";
    private static final String BROKEN = "3.0.0";

    @TempDir
    Path folder;

    private SampleSetting sample;

    @BeforeEach
    void prepare() {
        sample = new SampleSetting(folder);
    }

    @AfterEach
    void endInstances() {
        sample.endInstances();
    }

    /** Release 1 is shift 1; release 2 goes by shift 2 (10%) and shift 3 (100%). */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "before hello/2/create",
                "after hello/2/create",
                "before hello/2/shift-2",
                "after hello/2/shift-2",
                "before hello/2/shift-3",
                "after hello/2/shift-3"
            })
    void goesOnAfterDeathAtEffectAndCompletes(String point) throws Exception {
        try (ServerProcess first = ServerProcess.start(data(), point)) {
            releaseFirst(first);
            first.post("/services/hello/release", version(HEALTHY));
            first.awaitDeath();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(2, "completed");
            assertOnlyKnownInstancesRun(second, 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"verifying", "paused", "baking"})
    void goesOnAfterDeathInPhaseAndCompletes(String phase) throws Exception {
        try (ServerProcess first = ServerProcess.start(data())) {
            releaseFirst(first);
            first.put("/services/hello/config", sample.slowCanary("6s"));
            first.post("/services/hello/release", version(HEALTHY));
            first.awaitPhase(2, phase);
            first.kill();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(2, "completed");
            assertOnlyKnownInstancesRun(second, 2);
        }
    }

    @Test
    void goesOnAfterDeathWhileFinishing() throws Exception {
        try (ServerProcess first = ServerProcess.start(data(), "unreadable from hello/2/shift-3")) {
            releaseFirst(first);
            first.post("/services/hello/release", version(HEALTHY));
            first.awaitPhase(2, "finishing");
            first.kill();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(2, "completed");
            assertOnlyKnownInstancesRun(second, 2);
        }
    }

    @Test
    void goesOnWithTheQueuedReleaseAfterDeath() throws Exception {
        try (ServerProcess first = ServerProcess.start(data())) {
            releaseFirst(first);
            first.post("/services/hello/release", version(HEALTHY));
            first.post("/services/hello/release", version("2.1.0"));
            first.awaitPhase(3, "queued");
            first.kill();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(3, "completed");
            assertOnlyKnownInstancesRun(second, 3);
        }
    }

    /** A candidate that dies at 10% goes back by shift 3; its environment is then removed. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "before hello/2/shift-3",
                "after hello/2/shift-3",
                "before hello/2/remove",
                "after hello/2/remove"
            })
    void goesOnAfterDeathWhileRollingBack(String point) throws Exception {
        try (ServerProcess first = ServerProcess.start(data(), point)) {
            releaseFirst(first);
            first.put("/services/hello/config", sample.slowCanary("10m"));
            first.post("/services/hello/release", version(HEALTHY));
            first.awaitPhase(2, "paused");
            sample.instances(HEALTHY).getFirst().destroyForcibly();
            first.awaitDeath();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(2, "rolled-back");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            second.get("/services/hello").path("environments").size() == 1);
            assertOnlyKnownInstancesRun(second, 1);
        }
    }

    @Test
    void goesOnAfterDeathWhileTheNewVersionFailsItsVerification() throws Exception {
        try (ServerProcess first = ServerProcess.start(data())) {
            releaseFirst(first);
            first.put("/services/hello/config", sample.canary("20s"));
            first.post("/services/hello/release", version(BROKEN));
            first.awaitPhase(2, "verifying");
            first.kill();
        }
        try (ServerProcess second = ServerProcess.start(data())) {
            second.awaitPhase(2, "rolled-back");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            second.get("/services/hello").path("environments").size() == 1);
            assertOnlyKnownInstancesRun(second, 1);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String version(String version) {
        return "{\"version\":\"" + version + "\"}";
    }

    private void releaseFirst(ServerProcess server) throws IOException {
        server.put("/services/hello/config", sample.canary());
        server.post("/services/hello/release", version("1.0.0"));
        server.awaitPhase(1, "completed");
    }

    private void assertOnlyKnownInstancesRun(ServerProcess server, int environments) {
        JsonNode service = server.get("/services/hello");
        assertThat(service.path("environments")).hasSize(environments);
        Map<String, Long> created = new TreeMap<>();
        for (JsonNode event : server.get("/services/hello/events?type=environment-created&limit=100")
                .path("events")) {
            created.merge(event.path("environment").asText(), 1L, Long::sum);
        }
        assertThat(created.values()).as("creations of %s", created).allMatch(times -> times == 1);
        Awaitility.await("instances")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sample.instances()).hasSize(environments * SampleSetting.INSTANCES));
    }
}
