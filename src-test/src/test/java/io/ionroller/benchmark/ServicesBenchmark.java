package io.ionroller.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Very many services on one node with a heap of 1 GiB and a real PostgreSQL: registers them, lists them, releases some of them, and
 * tells what memory is used when the others are idle. Fails when anything is missing, doubled or not completed. Run it with
 * {@code src-test/benchmark services [SERVICES] [RELEASES]}.
 */
final class ServicesBenchmark {

    private static final int CLIENTS = 16;
    private static final long SEED = 42;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LONGEST_RELEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
    private static final Duration LONGEST_PASSIVATION = Duration.ofMinutes(10);
    private static final String OPTIONS = "-Xmx1g -XX:+ExitOnOutOfMemoryError -Dionroller.engine.passivate-after=10s";

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2}, "bake": "0s", "keep_unused_for": "1s",
             "strategy": {"steps": [{"weight": "10%"}, {"weight": "100%"}]}}""";

    private final InstalledServer server;
    private final List<String> services;

    /** Owners that are awake without any service: that of the probe for readiness. */
    private final int others;

    /** The version that each service is to have now; empty for one that was not released. */
    private final Map<String, String> versions = new HashMap<>();

    private ServicesBenchmark(InstalledServer server, int services) {
        this.server = server;
        this.others = owners();
        this.services =
                IntStream.range(0, services).mapToObj("service-%06d"::formatted).toList();
        this.services.forEach(service -> versions.put(service, ""));
    }

    /** @param arguments services (100000) and how many of them are released (200) */
    public static void main(String[] arguments) throws Exception {
        int services = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int releases = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        Path folder = Files.createTempDirectory("ionroller-services-");
        try (BenchmarkDatabase database = new BenchmarkDatabase();
                InstalledServer server = InstalledServer.start(folder, database.url(database.create()), OPTIONS)) {
            ServicesBenchmark benchmark = new ServicesBenchmark(server, services);
            long before = server.liveBytes();
            benchmark.register();
            benchmark.list(100);
            benchmark.list(1000);
            benchmark.release(releases);
            benchmark.awaitPassivation(releases);
            benchmark.list(1000);
            benchmark.memory(before);
        }
        System.exit(0);
    }

    private void register() throws Exception {
        long began = System.nanoTime();
        Figures each = new Figures(measure(services.size(), number -> {
            long requested = System.nanoTime();
            JsonNode stored = server.change("PUT", path(services.get(number)) + "/config", CONFIGURATION);
            check(stored.path("revision").asInt() == 1, stored);
            return millis(requested);
        }));
        double seconds = millis(began) / 1e3;
        print(
                "registered %d services in %.1f s: %.0f/s; each median %.1f ms, slowest %.0f ms; %d requests sent again",
                services.size(),
                seconds,
                services.size() / seconds,
                each.quantile(0.5),
                each.quantile(1),
                server.repeated());
    }

    /** Walks through all pages; every service is there once, as it is to be. */
    private void list(int limit) throws IOException, InterruptedException {
        List<Double> pages = new ArrayList<>();
        Map<String, String> found = new HashMap<>();
        long began = System.nanoTime();
        String next = "/services?limit=" + limit;
        while (!next.isEmpty()) {
            long requested = System.nanoTime();
            JsonNode page = server.get(next);
            pages.add(millis(requested));
            for (JsonNode service : page.path("services")) {
                String version = service.path("current").path("version").asText();
                check(found.put(service.path("name").asText(), version) == null, service);
                check(service.path("revision").asInt() == 1 && !service.hasNonNull("next"), service);
            }
            next = page.path("next").asText();
        }
        double seconds = millis(began) / 1e3;
        check(found.equals(versions), found.size() + " services are listed, or other versions than were released");
        Figures each =
                new Figures(pages.stream().mapToDouble(Double::doubleValue).toArray());
        print(
                "listed all in %.2f s: %d pages of %d, median %.1f ms, slowest %.1f ms",
                seconds, pages.size(), limit, each.quantile(0.5), each.quantile(1));
    }

    private void release(int releases) throws Exception {
        List<String> shuffled = new ArrayList<>(services);
        Collections.shuffle(shuffled, new Random(SEED));
        List<String> some = shuffled.subList(0, releases);
        print("%d owners are awake", owners());
        release(some, "1.0.0");
        release(some, "2.0.0");
    }

    private void release(List<String> some, String version) throws Exception {
        long began = System.nanoTime();
        Figures each = new Figures(measure(some.size(), number -> completed(some.get(number), version)));
        some.forEach(service -> versions.put(service, version));
        print(
                "released %s of %d services in %.1f s; request to completed: median %.0f ms, slowest %.0f ms",
                version, some.size(), millis(began) / 1e3, each.quantile(0.5), each.quantile(1));
    }

    /** Releases and waits for the end; answers the milliseconds until then, by the time that the server has stored. */
    private double completed(String service, String version) throws Exception {
        Instant requested = Instant.now();
        JsonNode accepted = server.change("POST", path(service) + "/release", "{\"version\": \"" + version + "\"}");
        String path = path(service) + "/releases/" + accepted.path("release").asLong();
        JsonNode release = server.get(path);
        while (!release.path("ended").asBoolean()) {
            check(Instant.now().isBefore(requested.plus(LONGEST_RELEASE)), release);
            Thread.sleep(BETWEEN_LOOKS);
            release = server.get(path);
        }
        check(release.path("phase").asText().equals("completed"), release);
        Instant ended = Instant.parse(release.path("ended_at").asText());
        return Duration.between(requested, ended).toNanos() / 1e6;
    }

    /** Owners of what is deployed stay awake and watch it; those of all other services have nothing to do. */
    private void awaitPassivation(int deployed) {
        long began = System.nanoTime();
        Awaitility.await("only the owners of " + deployed + " deployed services are awake")
                .atMost(LONGEST_PASSIVATION)
                .pollInterval(Duration.ofSeconds(1))
                .until(this::owners, awake -> awake == others + deployed);
        print(
                "%.1f s later %d owners are awake: those of the services that are deployed",
                millis(began) / 1e3, deployed);
    }

    /** Owners that are awake, as the node says; it may not be able to say it at once. */
    private int owners() {
        return Awaitility.await("the number of owners")
                .atMost(LONGEST_ANSWER)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> server.get("/cluster").path("members").path(0).path("owners"), JsonNode::isInt)
                .asInt();
    }

    private void memory(long before) throws IOException, InterruptedException {
        long after = server.liveBytes();
        print(
                "heap in use after a full collection: %.1f MiB, %.1f MiB before the first service",
                mebibytes(after), mebibytes(before));
        print(
                "resident memory of the process: %.0f MiB, %.0f MiB at most",
                mebibytes(server.residentBytes()), mebibytes(server.mostResidentBytes()));
    }

    private interface Task {
        double of(int number) throws Exception;
    }

    /** Does so many tasks, some at a time; answers what each has answered. The first failure ends them all. */
    private static double[] measure(int tasks, Task task) throws Exception {
        double[] answers = new double[tasks];
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            try {
                List<Future<Double>> underWay = new ArrayList<>();
                for (int i = 0; i < tasks; i++) {
                    int number = i;
                    underWay.add(clients.submit(() -> task.of(number)));
                }
                for (int i = 0; i < tasks; i++) {
                    answers[i] = underWay.get(i).get();
                }
            } finally {
                clients.shutdownNow();
            }
        }
        return answers;
    }

    private static String path(String service) {
        return "/services/" + service;
    }

    private static void check(boolean right, Object found) {
        if (!right) {
            throw new IllegalStateException("not as it must be: " + found);
        }
    }

    private static void print(String format, Object... figures) {
        System.out.printf(Locale.ROOT, format + "%n", figures);
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
