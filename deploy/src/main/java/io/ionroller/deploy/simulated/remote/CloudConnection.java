package io.ionroller.deploy.simulated.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Kept connections to one cloud. Never blocks the caller; answers arrive on threads of its own. Safe for all threads. */
final class CloudConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final URI cloud;
    private final String node;
    private final Duration answerTimeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();

    /**
     * Opens nothing yet.
     *
     * @param node who calls, for the cloud's log
     * @param answerTimeout after which an answer is no longer waited for
     */
    CloudConnection(URI cloud, String node, Duration answerTimeout) {
        this.cloud = cloud;
        this.node = node;
        this.answerTimeout = answerTimeout;
    }

    /** Sends a request; a stage fails with a {@link PlatformException}. */
    <T> CompletionStage<T> send(CloudRequest request, TypeReference<T> answer) {
        HttpRequest.Builder post = HttpRequest.newBuilder(cloud.resolve(request.path()))
                .timeout(answerTimeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(written(request)));
        if (!node.isEmpty()) {
            post.header(CloudRequest.NODE, node);
        }
        return http.sendAsync(post.build(), HttpResponse.BodyHandlers.ofByteArray())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(notAnswered(failure)))
                .thenApply(response -> read(response, answer));
    }

    private static byte[] written(CloudRequest request) {
        try {
            return Json.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new PlatformException(Kind.TERMINAL, "cannot be written: " + request, e);
        }
    }

    /** Without a connection nothing was sent; in every other case the request may have arrived. */
    private PlatformException notAnswered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean unsent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return unsent
                ? new PlatformException(Kind.RETRYABLE, "the simulated cloud " + cloud + " cannot be reached", cause)
                : new PlatformException(
                        Kind.UNKNOWN_OUTCOME, "the simulated cloud " + cloud + " did not answer: " + cause, cause);
    }

    private <T> T read(HttpResponse<byte[]> response, TypeReference<T> answer) {
        try {
            if (response.statusCode() == 200) {
                return Json.mapper().readValue(response.body(), answer);
            }
            CloudFailure failure = Json.mapper().readValue(response.body(), CloudFailure.class);
            throw new PlatformException(failure.kind(), failure.message());
        } catch (IOException e) {
            throw new PlatformException(
                    Kind.UNKNOWN_OUTCOME,
                    "the simulated cloud " + cloud + " gave an answer that cannot be read, status "
                            + response.statusCode(),
                    e);
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
