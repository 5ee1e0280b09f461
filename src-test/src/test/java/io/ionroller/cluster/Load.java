package io.ionroller.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.cluster.Requests.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Services whose rollouts take some seconds, and what was acknowledged of all that was asked about them. */
final class Load {

    private static final int CLIENTS = 16;
    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2, "create_delay": "300ms", "healthy_after": "300ms",
                          "shift_delay": "100ms", "drain_delay": "500ms"},
             "strategy": {"steps": [{"weight": "10%"}, {"pause": "3s"}, {"weight": "50%"}, {"pause": "3s"},
                                    {"weight": "100%"}]},
             "bake": "1s", "keep_unused_for": "2s", "on_conflict": "queue"}
            """;

    /**
     * A request that was answered with success.
     *
     * @param version what was to be released; empty for a configuration
     */
    record Acknowledged(
            String service, String method, String path, String key, String body, String version, Answered answer) {}

    private final Requests requests;
    private final String configuration;
    private final List<String> services;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final AtomicInteger keys = new AtomicInteger();

    /**
     * A configuration of rollouts in small steps with a pause after each; a new release takes the place of the one in flight.
     *
     * @param count 1 to 99
     */
    static String manySteps(int count, String pause) {
        String steps = IntStream.rangeClosed(1, count)
                .mapToObj(step -> "{\"weight\": \"" + step + "%\"}, {\"pause\": \"" + pause + "\"}, ")
                .collect(Collectors.joining());
        return "{\"platform\": {\"type\": \"simulated\"}, \"bake\": \"0s\", \"keep_unused_for\": \"1s\","
                + " \"on_conflict\": \"replace\", \"strategy\": {\"steps\": [" + steps
                + "{\"weight\": \"100%\"}]}}";
    }

    Load(Requests requests, int services) {
        this(requests, services, CONFIGURATION);
    }

    Load(Requests requests, int services, String configuration) {
        this.requests = requests;
        this.configuration = configuration;
        this.services =
                IntStream.range(0, services).mapToObj("svc-%05d"::formatted).toList();
    }

    List<String> services() {
        return services;
    }

    /** All that was acknowledged so far. */
    synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Stores the configuration of every service. */
    void configure() {
        forEach(services, service -> change(service, "PUT", "/config", configuration, ""));
    }

    /** Releases a version of some services; done when all requests are acknowledged. */
    void release(List<String> some, String version) {
        String body = "{\"version\":\"" + version + "\"}";
        forEach(some, service -> change(service, "POST", "/release", body, version));
    }

    private void change(String service, String method, String path, String body, String version) {
        String key = "load-" + keys.incrementAndGet();
        String whole = "/services/" + service + path;
        Answered answer = requests.change(method, whole, key, body);
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + whole + ": " + answer);
        }
        synchronized (this) {
            acknowledged.add(new Acknowledged(service, method, whole, key, body, version, answer));
        }
    }

    /** Sends everything that was acknowledged once more; answers what was answered differently now. */
    List<String> differentNow() {
        List<String> different = new ArrayList<>();
        forEach(acknowledged(), earlier -> {
            Answered now = requests.change(earlier.method(), earlier.path(), earlier.key(), earlier.body());
            if (!now.equals(earlier.answer())) {
                synchronized (different) {
                    different.add(earlier + " is now answered " + now);
                }
            }
        });
        return different;
    }

    /** The services that have no rollout in flight, as their owners say. */
    List<String> idle() {
        Set<String> idle = ConcurrentHashMap.newKeySet();
        forEach(services, service -> {
            if (!requests.get("/services/" + service).json().hasNonNull("next")) {
                idle.add(service);
            }
        });
        return services.stream().filter(idle::contains).toList();
    }

    /** Waits until every rollout has ended, also of what waited behind another. */
    void awaitEnd() {
        ClusterUnderTest.await(
                "every rollout has ended", () -> catalogueShowsNoneInFlight() && idle().size() == services.size());
    }

    private boolean catalogueShowsNoneInFlight() {
        for (JsonNode service : requests.get("/services?limit=1000").json().path("services")) {
            if (service.hasNonNull("next")) {
                return false;
            }
        }
        return true;
    }

    private static <T> void forEach(List<T> all, java.util.function.Consumer<T> action) {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> underWay = new ArrayList<>();
            all.forEach(one -> underWay.add(clients.submit(() -> action.accept(one))));
            for (Future<?> one : underWay) {
                one.get();
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof AssertionError failure ? failure : new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
