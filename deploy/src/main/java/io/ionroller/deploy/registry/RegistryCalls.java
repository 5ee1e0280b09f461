package io.ionroller.deploy.registry;

import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests to registries. Follows redirections, never from TLS to none. Never blocks; thread-safe. */
final class RegistryCalls implements AutoCloseable {

    /** An index says more than one of its manifests: the digest must be that of the whole image, for all processors. */
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final Duration answerTimeout;
    private @Nullable HttpClient client;

    /** Opens nothing yet. */
    RegistryCalls(Duration answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    /** Asks for the head of a manifest. */
    CompletionStage<HttpResponse<Void>> head(URI manifest, @Nullable String token) {
        return send(request(manifest, token).HEAD().build(), BodyHandlers.discarding());
    }

    /** Reads something of a limited size. */
    <T> CompletionStage<HttpResponse<T>> get(URI address, @Nullable String token, BodyHandler<T> body, int largest) {
        return send(request(address, token).build(), BodyHandlers.limiting(body, largest));
    }

    /** An answer that is none: trouble that may pass, or a misunderstanding. */
    <T> CompletionStage<T> unexpected(HttpResponse<?> response) {
        int status = response.statusCode();
        Kind kind = status == 429 || status == 408 || status >= 500 ? Kind.RETRYABLE : Kind.TERMINAL;
        return CompletableFuture.failedStage(
                new PlatformException(kind, "the registry answers HTTP " + status + " to " + said(response.request())));
    }

    private HttpRequest.Builder request(URI address, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(answerTimeout).header("Accept", MANIFESTS);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> CompletionStage<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body) {
        CompletableFuture<HttpResponse<T>> answer = client().sendAsync(request, body);
        return answer.copy()
                .orTimeout(answerTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(thrown -> {
                    answer.cancel(true);
                    return CompletableFuture.failedFuture(notAnswered(request, thrown));
                });
    }

    private static PlatformException notAnswered(HttpRequest request, Throwable thrown) {
        return new PlatformException(
                Kind.RETRYABLE, "the registry cannot be asked (" + said(request) + "): " + why(thrown), thrown);
    }

    /** The client's own exceptions have no message, and what they mean is that of their innermost cause. */
    private static String why(Throwable thrown) {
        String connection = "";
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof HttpTimeoutException)) {
            connection = cause instanceof ConnectException ? "no connection" : connection;
            cause = cause.getCause();
        }
        return switch (cause) {
            case TimeoutException timeout -> "no answer in time";
            case HttpTimeoutException timeout -> "no answer in time";
            case UnresolvedAddressException unknown -> "no such host";
            case ConnectException refused -> "no connection";
            case Throwable other -> connection.isEmpty() ? other.toString() : connection;
        };
    }

    private static String said(HttpRequest request) {
        URI address = request.uri();
        return request.method() + " " + address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }

    private synchronized HttpClient client() {
        HttpClient open = client;
        if (open == null) {
            open = HttpClient.newBuilder()
                    .connectTimeout(answerTimeout)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            client = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
