package io.ionroller.api.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Constant traffic on the sample service: a few clients that ask as long as they live and count which version answered. */
final class DemoTraffic implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final Duration THINKING = Duration.ofMillis(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final HttpRequest request;
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicLong failed = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean closed;

    private DemoTraffic(int port) {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** No traffic: nothing is deployed yet, or nothing answers. */
    static DemoTraffic idle() {
        return new DemoTraffic(1);
    }

    static DemoTraffic on(int port) {
        DemoTraffic traffic = new DemoTraffic(port);
        for (int i = 0; i < CLIENTS; i++) {
            traffic.clients.add(Thread.ofVirtual().start(traffic::ask));
        }
        return traffic;
    }

    private void ask() {
        while (!closed) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    answers.computeIfAbsent(answer.body(), version -> new AtomicLong())
                            .incrementAndGet();
                } else {
                    failed.incrementAndGet();
                }
                Thread.sleep(THINKING);
            } catch (IOException e) {
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The answers so far, by version. */
    Map<String, Long> counts() {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get(), Long::sum, TreeMap::new));
    }

    /** Whether there are any clients. */
    boolean sends() {
        return !clients.isEmpty();
    }

    long failed() {
        return failed.get();
    }

    long total() {
        return answers.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** What was answered since {@code before}, as shares: {@code 1.0.0 89.7%  2.0.0 10.3%  (1203 requests)}. */
    static String shares(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> since = new TreeMap<>();
        after.forEach((version, count) -> {
            long more = count - before.getOrDefault(version, 0L);
            if (more > 0) {
                since.put(version, more);
            }
        });
        long total = since.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return "no answers yet";
        }
        return since.entrySet().stream()
                        .map(e -> "%s %.1f%%".formatted(e.getKey(), 100.0 * e.getValue() / total))
                        .collect(Collectors.joining("  "))
                + "  (" + total + " requests)";
    }

    @Override
    public void close() {
        closed = true;
        clients.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
