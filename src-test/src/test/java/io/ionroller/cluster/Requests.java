package io.ionroller.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client of the cluster as a careful one is: any node will do, and what was not answered is sent again with the same key, to
 * another node, until it is. Safe for all threads.
 */
final class Requests implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** An answer that is one: neither a failure of the connection nor a request to come again. */
    record Answered(int status, String body) {
        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }
    }

    private final List<Node> nodes;
    private final String token;
    private final AtomicLong repeated = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /** @param token what proves who asks */
    Requests(List<Node> nodes, String token) {
        this.nodes = nodes;
        this.token = token;
    }

    Answered get(String path) {
        return send("GET", path, null, "");
    }

    /** @param key the idempotency key */
    Answered change(String method, String path, String key, String body) {
        return send(method, path, key, body);
    }

    /** How many requests had to be sent again so far. */
    long repeated() {
        return repeated.get();
    }

    /** Whether the node says that it can do its work. */
    boolean isReady(Node node) {
        if (!node.runs()) {
            return false;
        }
        try {
            URI health = node.address().resolve("/health/ready");
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(1))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private Answered send(String method, String path, @Nullable String key, String body) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            Node node = living();
            try {
                HttpResponse<String> response = http.send(
                        request(node.address().resolve(path), method, key, body), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 500) {
                    return new Answered(response.statusCode(), response.body());
                }
                last = node.name() + " answered " + response.statusCode() + " " + response.body();
            } catch (IOException e) {
                last = node.name() + ": " + e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
            repeated.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError(method + " " + path + " was not answered for " + PATIENCE.toSeconds() + " s: " + last);
    }

    private HttpRequest request(URI target, String method, @Nullable String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(ONE_ANSWER)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key).header("Content-Type", "application/json");
        }
        return request.build();
    }

    private Node living() {
        List<Node> living = nodes.stream().filter(Node::runs).toList();
        List<Node> some = living.isEmpty() ? nodes : living;
        return some.get(ThreadLocalRandom.current().nextInt(some.size()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
