package io.ionroller.deploy.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries by the distribution protocol of the Open Container Initiative, as anybody: without credentials, with a token where
 * the registry gives one to everybody. Never blocks; thread-safe. Remembers nothing.
 */
public final class Registries implements AutoCloseable {

    /** Of Docker Hub: images name {@code docker.io}, this host answers. */
    private static final String DOCKER_HUB = "docker.io";

    private static final String DOCKER_HUB_HOST = "registry-1.docker.io";
    private static final String DIGEST_HEADER = "Docker-Content-Digest";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    /** Of the specification: registries should take manifests of 4 MiB; larger ones need not be supported. */
    private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;

    private static final int LARGEST_TOKEN = 64 * 1024;

    private final RegistrySettings settings;
    private final RegistryCalls calls;

    /** Opens nothing yet. */
    public Registries(RegistrySettings settings) {
        this.settings = settings;
        this.calls = new RegistryCalls(settings.answerTimeout());
    }

    /**
     * Which image a tag names now.
     *
     * @param registry as an image names it, such as {@code docker.io} or {@code registry.example.org:5000}
     * @param repository such as {@code library/nginx}
     * @return the answer; fails with a {@link PlatformException}, RETRYABLE when the registry is in trouble or cannot be reached,
     *     TERMINAL when it answers what this engine does not understand
     */
    public CompletionStage<TagAnswer> resolve(String registry, String repository, String tag) {
        String host = registry.equals(DOCKER_HUB) ? DOCKER_HUB_HOST : registry;
        URI manifest = URI.create(settings.scheme(registry) + "://" + host + "/v2/" + repository + "/manifests/" + tag);
        return calls.head(manifest, null)
                .thenCompose(first -> first.statusCode() == 401 ? withToken(first, repository) : answer(first, null));
    }

    /** The one that asked for the token is asked again: the first address may have led elsewhere. */
    private CompletionStage<TagAnswer> withToken(HttpResponse<?> refused, String repository) {
        Optional<URI> address = Challenge.of(refused.headers().allValues("WWW-Authenticate"), repository)
                .map(Challenge::token)
                .filter(token -> token.getScheme().equals("https")
                        || token.getScheme().equals("http")
                                && refused.uri().getScheme().equals("http"));
        return address.map(token -> calls.get(token, null, BodyHandlers.ofString(), LARGEST_TOKEN)
                        .thenCompose(given -> given.statusCode() == 200
                                ? withToken(refused.uri(), token(given))
                                : given.statusCode() == 400 || isRefusal(given)
                                        ? refused(given)
                                        : calls.unexpected(given)))
                .orElseGet(() -> refused(refused));
    }

    private CompletionStage<TagAnswer> withToken(URI manifest, String token) {
        return calls.head(manifest, token).thenCompose(second -> answer(second, token));
    }

    private CompletionStage<TagAnswer> answer(HttpResponse<?> response, @Nullable String token) {
        if (response.statusCode() == 404) {
            return CompletableFuture.completedStage(new TagAnswer.Missing());
        }
        if (isRefusal(response)) {
            return refused(response);
        }
        if (response.statusCode() != 200) {
            return calls.unexpected(response);
        }
        return response.headers()
                .firstValue(DIGEST_HEADER)
                .map(digest -> found(digest, response.uri()))
                .orElseGet(() -> read(response.uri(), token));
    }

    /** The specification leaves the header to the registry; without it the digest is that of the manifest. */
    private CompletionStage<TagAnswer> read(URI manifest, @Nullable String token) {
        return calls.get(manifest, token, BodyHandlers.ofByteArray(), LARGEST_MANIFEST)
                .thenCompose(response -> response.statusCode() == 200
                        ? found(Sha256.digest(response.body()), response.uri())
                        : calls.unexpected(response));
    }

    private static CompletionStage<TagAnswer> found(String digest, URI manifest) {
        return DIGEST.matcher(digest).matches()
                ? CompletableFuture.completedStage(new TagAnswer.Found(digest))
                : CompletableFuture.failedStage(new PlatformException(
                        Kind.TERMINAL,
                        manifest + " has the digest \"" + digest + "\", wanted sha256: and 64 hex digits"));
    }

    private static boolean isRefusal(HttpResponse<?> response) {
        return response.statusCode() == 401 || response.statusCode() == 403;
    }

    private static CompletionStage<TagAnswer> refused(HttpResponse<?> response) {
        return CompletableFuture.completedStage(new TagAnswer.Refused(
                "HTTP " + response.statusCode() + " of " + response.uri().getAuthority()));
    }

    /** Old registries call it {@code access_token}. */
    private static String token(HttpResponse<String> given) {
        try {
            JsonNode answer = Json.mapper().readTree(given.body());
            String token =
                    answer.path("token").asText(answer.path("access_token").asText(""));
            if (!token.isEmpty()) {
                return token;
            }
        } catch (JsonProcessingException notJson) {
            // told below
        }
        throw new PlatformException(
                Kind.TERMINAL, given.uri().getAuthority() + " answers without a token when it is asked for one");
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        calls.close();
    }
}
