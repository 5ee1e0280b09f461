package io.ionroller.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.process.SampleSetting;
import io.ionroller.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Rollbacks between two warm environments of the local platform, from the accepted request to the traffic that was read back,
 * by the times in the journal.
 */
public final class RollbackBenchmark {

    private static final int WARM_UP = 20;
    private static final int RUNS = 60;

    private RollbackBenchmark() {}

    /** Runs it; takes about a minute. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("ionroller-rollback-");
        SampleSetting sample = new SampleSetting(folder);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            server.put("/services/hello/config", sample.allAtOnce());
            release(server, "1.0.0", 1);
            release(server, "2.0.0", 2);
            double[] millis = new double[RUNS];
            for (int run = -WARM_UP; run < RUNS; run++) {
                double took = rollBack(server, run % 2 == 0 ? "1.0.0" : "2.0.0");
                if (run >= 0) {
                    millis[run] = took;
                }
            }
            System.out.println("warm rollback, request to read-back: " + new Figures(millis));
        } finally {
            sample.endInstances();
        }
    }

    private static void release(ServerProcess server, String version, long number) {
        server.post("/services/hello/release", "{\"version\":\"" + version + "\"}");
        server.awaitPhase(number, "completed");
    }

    private static double rollBack(ServerProcess server, String version) {
        long release = server.post("/services/hello/rollback", "{\"version\":\"" + version + "\"}")
                .path("release")
                .asLong();
        server.awaitPhase(release, "completed");
        JsonNode events = server.get("/services/hello/events?order=oldest&release=" + release);
        return Duration.between(time(events, "release-accepted"), time(events, "traffic-shifted"))
                        .toNanos()
                / 1e6;
    }

    private static Instant time(JsonNode page, String type) {
        for (JsonNode event : page.path("events")) {
            if (event.path("type").asText().equals(type)) {
                return Instant.parse(event.path("timestamp").asText());
            }
        }
        throw new IllegalStateException("no " + type + " in " + page);
    }
}
