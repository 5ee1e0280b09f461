package io.ionroller.api.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.view.ProblemView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server and waits for the answers. A request that got none is repeated; one that changes something
 * carries an idempotency key, so that the repetition cannot do it twice. Safe for all threads.
 */
public final class ApiClient implements AutoCloseable {

    private static final int SERVICE_UNAVAILABLE = 503;

    private final ServerAddress server;
    private final Patience patience;
    private final @Nullable String token;
    private final HttpClient http;

    /** A client that proves nothing about who asks. */
    public ApiClient(ServerAddress server, Patience patience) {
        this(server, patience, (String) null);
    }

    /** @param token what proves who asks; absent for nothing */
    public ApiClient(ServerAddress server, Patience patience, @Nullable String token) {
        this(
                server,
                patience,
                token,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(patience.connect())
                        .build());
    }

    private ApiClient(ServerAddress server, Patience patience, @Nullable String token, HttpClient http) {
        this.server = server;
        this.patience = patience;
        this.token = token;
        this.http = http;
    }

    /** The same client for readings that are soon repeated anyway: short waits, no retries. */
    public ApiClient impatient() {
        return new ApiClient(server, patience.forReadings(), token, http);
    }

    /** The same client for requests whose answers may take minutes. */
    public ApiClient patient() {
        return new ApiClient(server, patience.forLongWork(), token, http);
    }

    public ServerAddress server() {
        return server;
    }

    /**
     * Reads.
     *
     * @throws ClientException when there is no good answer
     */
    public JsonNode get(Target target) {
        return json(send(request(target).GET().build()));
    }

    /** Reads what {@code type} describes. */
    public <T> T get(Target target, Class<T> type) {
        return read(get(target), type);
    }

    /** Reads plain text. */
    public String text(Target target) {
        HttpResponse<byte[]> response = send(request(target).GET().build());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return response.statusCode() == 200 && type.startsWith("text/plain")
                ? new String(response.body(), StandardCharsets.UTF_8)
                : json(response).toString();
    }

    /**
     * Reads a stream of objects, one per line, as they come.
     *
     * @throws ClientException when there is no good answer, or it broke off
     */
    public void lines(Target target, Consumer<JsonNode> line) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream(target), StandardCharsets.UTF_8))) {
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                line.accept(parse(next));
            }
        } catch (IOException e) {
            throw new ClientException.Unreachable(server, Failures.sentence(e), false, e);
        }
    }

    /**
     * Copies a stream as it comes.
     *
     * @throws ClientException when there is no good answer, or it broke off
     * @throws IOException when it cannot be written
     */
    public void copy(Target target, OutputStream out) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (InputStream in = stream(target)) {
            for (int length = read(in, piece); length >= 0; length = read(in, piece)) {
                out.write(piece, 0, length);
            }
        }
    }

    private int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new ClientException.Unreachable(server, Failures.sentence(e), false, e);
        }
    }

    private InputStream stream(Target target) {
        HttpResponse<InputStream> response = send(request(target).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            json(response.statusCode(), contentType(response), body.readAllBytes());
        } catch (IOException e) {
            throw new ClientException.Unreachable(server, Failures.sentence(e), false, e);
        }
        throw new ClientException.Unexpected(server, "answered " + response.statusCode());
    }

    /**
     * Changes something.
     *
     * @throws ClientException when it was refused, or when nobody can tell
     */
    public JsonNode change(Change change) {
        HttpRequest.Builder request = request(change.target())
                .header("User", change.user())
                .header("Idempotency-Key", change.key())
                .header("Content-Type", "application/json")
                .method(change.method(), HttpRequest.BodyPublishers.ofByteArray(change.body()));
        return json(send(request.build()));
    }

    /** Reads a view out of an answer. */
    public <T> T read(JsonNode json, Class<T> type) {
        try {
            return ViewMapper.INSTANCE.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new ClientException.Unexpected(
                    server, "answered what this client does not understand: " + e.getOriginalMessage());
        }
    }

    /** Reads a view out of text. */
    JsonNode parse(String text) {
        try {
            return ViewMapper.INSTANCE.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ClientException.Unexpected(server, "answered no JSON: " + e.getOriginalMessage());
        }
    }

    Patience patience() {
        return patience;
    }

    HttpClient http() {
        return http;
    }

    /** A request without a time limit of its own. */
    HttpRequest.Builder endless(Target target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(target.toString()));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder request(Target target) {
        return endless(target).timeout(patience.answer()).header("Accept", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        Iterator<Duration> pauses = patience.retries().iterator();
        boolean perhapsDone = false;
        while (true) {
            Optional<HttpResponse<T>> answer = Optional.empty();
            IOException failure = null;
            try {
                answer = Optional.of(http.send(request, handler));
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClientException.Unreachable(server, "interrupted", true, e);
            }
            boolean neverSent = neverSent(failure);
            // Nobody is there: that does not change within seconds, unless somebody was there a moment ago.
            boolean hopeless = neverSent && !perhapsDone;
            boolean again = answer.map(HttpResponse::statusCode).orElse(SERVICE_UNAVAILABLE) == SERVICE_UNAVAILABLE;
            if (!again || hopeless || !pauses.hasNext()) {
                boolean unknown = perhapsDone || !neverSent;
                IOException last = failure;
                return answer.orElseThrow(() -> unreachable(request, unknown, last));
            }
            perhapsDone |= !neverSent;
            sleep(pauses.next());
        }
    }

    private static boolean neverSent(@Nullable IOException failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    }

    private ClientException unreachable(HttpRequest request, boolean unknown, @Nullable IOException failure) {
        IOException cause = failure == null ? new IOException("no answer") : failure;
        return new ClientException.Unreachable(
                server, Failures.sentence(cause), unknown && !"GET".equals(request.method()), cause);
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        return json(response.statusCode(), contentType(response), response.body());
    }

    private JsonNode json(int status, String type, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (type.startsWith(ProblemView.MEDIA_TYPE)) {
            throw new ClientException.Refused(read(parse(text), ProblemView.class));
        }
        boolean good = status / 100 == 2;
        if (good && text.isEmpty()) {
            return ViewMapper.INSTANCE.createObjectNode();
        }
        if (!good || !type.startsWith("application/json")) {
            throw new ClientException.Unexpected(
                    server, "answered " + status + " with " + (type.isEmpty() ? "no content type" : type));
        }
        return parse(text);
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
