package io.ionroller.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One server as it is installed, in a process of its own, a client of it, and how much memory it uses. What the server could not
 * answer is sent again with the same key. Safe for all threads.
 */
final class InstalledServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Pattern READY = Pattern.compile(" is ready at (\\S+),");
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final Process process;
    private final URI address;
    private final Path log;
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private InstalledServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts it on loopback in the top folder of a built source tree and waits until it is ready.
     *
     * @param folder of its data and its log
     * @param database its URL
     * @param options of its JVM; those of {@code IONROLLER_JAVA_OPTS} follow
     */
    static InstalledServer start(Path folder, String database, String options) throws IOException {
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "./ionroller", "server", "--host", "127.0.0.1", "--port", "0", "--data", folder.toString())
                .redirectError(log.toFile());
        builder.environment().put("IONROLLER_DATABASE_URL", database);
        builder.environment().merge("IONROLLER_JAVA_OPTS", options, (more, ours) -> ours + " " + more);
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Matcher ready = READY.matcher(Objects.requireNonNullElse(out.readLine(), ""));
        if (!ready.find()) {
            process.destroyForcibly();
            throw new IOException("the server did not start, see " + log);
        }
        return new InstalledServer(process, URI.create(ready.group(1)), log);
    }

    /** Asks and reads the answer, which must be a success. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    /** Requests a change and reads the answer, which must be a success. */
    JsonNode change(String method, String path, String json) throws IOException, InterruptedException {
        return send(method, path, json);
    }

    /** How many requests had to be sent again so far. */
    long repeated() {
        return repeated.get();
    }

    private JsonNode send(String method, String path, @Nullable String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ONE_ANSWER)
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", "benchmark-" + keys.incrementAndGet());
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = answer(request.build());
        while (answer.statusCode() >= 500 && System.nanoTime() < deadline) {
            repeated.incrementAndGet();
            Thread.sleep(PAUSE);
            answer = answer(request.build());
        }
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body() + ", see " + log);
        }
        return Json.mapper().readTree(answer.body());
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String how = process.waitFor(1, TimeUnit.SECONDS) ? "has ended with " + process.exitValue() : "runs";
            throw new IOException(request.uri() + " was not answered; the server " + how + ", see " + log, e);
        }
    }

    /** Bytes of the objects on its heap that are in use, after a full collection. */
    long liveBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = LIVE_BYTES.matcher(said);
        if (asked.waitFor() != 0 || !total.find()) {
            throw new IOException("jcmd: " + said);
        }
        return Long.parseLong(total.group(1));
    }

    /** Bytes of memory that the process has now. */
    long residentBytes() throws IOException {
        return status("VmRSS");
    }

    /** Bytes of memory that the process has had at most. */
    long mostResidentBytes() throws IOException {
        return status("VmHWM");
    }

    private long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("no " + field + " of process " + process.pid());
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
