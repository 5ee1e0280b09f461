package io.ionroller.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** One server process and a client of it. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a server on the folder and waits until it is ready. */
    public static ServerProcess start(Path data, String... point) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingServer.class.getName(),
                data.toString()));
        command.addAll(List.of(point));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("server.log").toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                return new ServerProcess(process, URI.create(line.substring(6)));
            }
        }
        throw new AssertionError("the server did not start, see " + data.resolveSibling("server.log"));
    }

    /** Asks and reads the answer, which must be a success. */
    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).GET());
    }

    /** Stores and reads the answer, which must be a success. */
    public JsonNode put(String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Requests and reads the answer, which must be a success. */
    public JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> answer = answer(request);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (answer.statusCode() == 503 && System.nanoTime() < deadline) {
            // As the answer's Retry-After asks: the catalogue is behind, or the machine is very busy.
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = answer(request);
        }
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static final java.util.Set<String> ENDS =
            java.util.Set.of("completed", "rolled-back", "failed", "aborted", "superseded");

    /** The phase of a release now. */
    public String phase(long release) {
        return get("/services/hello/releases/" + release).path("phase").asText();
    }

    /** Waits, for two minutes at the most, until the release is in the phase. */
    public void awaitPhase(long release, String phase) {
        Awaitility.await("release " + release + " " + phase)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> reached(release, phase));
    }

    /** A release that has ended otherwise will not get there any more: a stalled machine looks like an unhealthy candidate. */
    private boolean reached(long release, String phase) {
        JsonNode found = get("/services/hello/releases/" + release);
        String now = found.path("phase").asText();
        if (!now.equals(phase) && ENDS.contains(now)) {
            throw new AssertionError("release " + release + " was to be " + phase + " and has ended: " + found);
        }
        return now.equals(phase);
    }

    /** Waits until it has died by its own tripwire. */
    public void awaitDeath() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the tripwire was never touched: " + get("/services/hello"));
        }
    }

    /** Kills it (SIGKILL). */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.shutdownNow();
    }
}
