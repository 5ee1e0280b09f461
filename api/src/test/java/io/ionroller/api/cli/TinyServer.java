package io.ionroller.api.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.ProblemView;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A real HTTP server that says what a test tells it to, with a feed of events like the real one. */
public final class TinyServer implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<EventView> journal = new ArrayList<>();
    private int feedGeneration;
    private boolean closed;

    public TinyServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** What a test wants answered. */
    public record Answer(int status, String type, String body) {}

    /** What came in. */
    public record Request(String method, String target, Headers headers, String body) {}

    public String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Answers {@code "GET /path"} (the query is left out) with a view. */
    public TinyServer answer(String methodAndPath, int status, Object view) {
        return answer(methodAndPath, () -> json(status, view));
    }

    public TinyServer answer(String methodAndPath, Supplier<Answer> answer) {
        answers.put(methodAndPath, answer);
        return this;
    }

    public static Answer json(int status, Object view) {
        String type = view instanceof ProblemView ? ProblemView.MEDIA_TYPE : "application/json";
        return new Answer(status, type, Json.mapper().valueToTree(view).toString());
    }

    /** Stores events and sends them to whoever listens. */
    public void emit(EventView... events) {
        synchronized (journal) {
            journal.addAll(List.of(events));
            journal.notifyAll();
        }
    }

    /** Ends the connections of all feeds that are open. */
    public void dropFeeds() {
        synchronized (journal) {
            feedGeneration++;
            journal.notifyAll();
        }
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The requests to one path, whatever the query. */
    public List<Request> requests(String methodAndPath) {
        return requests.stream()
                .filter(request ->
                        (request.method() + " " + request.target().replaceAll("\\?.*", "")).equals(methodAndPath))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getRawPath();
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            Supplier<Answer> known = answers.get(exchange.getRequestMethod() + " " + path);
            if (known != null) {
                send(exchange, known.get());
            } else if (path.equals("/feed")) {
                feed(exchange);
            } else {
                send(exchange, json(404, notFound(path)));
            }
        }
    }

    private static ProblemView notFound(String path) {
        return new ProblemView(
                ProblemView.TYPE_PREFIX + "not-found",
                "Not found",
                404,
                "nothing at " + path,
                path,
                "not-found",
                null,
                null,
                null);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void feed(HttpExchange exchange) throws IOException {
        long sent = Long.parseLong(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(out, ": the feed begins\n\n");
        int generation = generation();
        while (true) {
            long last = sent;
            List<EventView> next = await(generation, last);
            if (next.isEmpty()) {
                return;
            }
            for (EventView event : next) {
                String data = Json.mapper().valueToTree(event).toString();
                write(out, "id: " + event.offset() + "\nevent: " + event.type() + "\ndata: " + data + "\n\n");
                sent = event.offset();
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private int generation() {
        synchronized (journal) {
            return feedGeneration;
        }
    }

    /** The events after an offset as soon as there are any; none when the feed is to end. */
    private List<EventView> await(int generation, long after) {
        synchronized (journal) {
            while (!closed && generation == feedGeneration) {
                List<EventView> next =
                        journal.stream().filter(event -> event.offset() > after).toList();
                if (!next.isEmpty()) {
                    return next;
                }
                try {
                    journal.wait();
                } catch (InterruptedException e) {
                    return List.of();
                }
            }
            return List.of();
        }
    }

    @Override
    public void close() {
        synchronized (journal) {
            closed = true;
            journal.notifyAll();
        }
        http.stop(0);
        threads.shutdownNow();
    }
}
