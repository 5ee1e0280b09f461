package io.ionroller.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTParser;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Signing in at an OpenID provider with a browser: the authorization code flow with PKCE (RFC 7636). This server asks for the
 * token itself, so that no page ever holds one. Keeps nothing: what an attempt must remember, the browser keeps for it, and a
 * login that one node began may end at another. Thread-safe.
 */
public final class OidcLogin {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int RANDOM_BYTES = 32;

    private final OidcSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final Executor waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    public OidcLogin(OidcSettings settings) {
        this.settings = settings;
    }

    /**
     * What must be the same at the end of an attempt as at its beginning; all of it random.
     *
     * @param state by which an answer shows that it belongs to this browser's attempt
     * @param verifier by which this server shows that the code is for it
     * @param nonce by which the token shows that it was made for this attempt
     */
    public record Secrets(String state, String verifier, String nonce) {}

    /** New ones. */
    public Secrets secrets() {
        return new Secrets(random(), random(), random());
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /**
     * Where the browser is sent.
     *
     * @param back where the provider sends it afterwards; the provider must know it
     * @return fails with an {@link IOException} if the provider does not say where
     */
    public CompletionStage<URI> address(Secrets secrets, URI back) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", back.toString());
        query.put("scope", settings.scope());
        query.put("state", secrets.state());
        query.put("nonce", secrets.nonce());
        query.put("code_challenge", challenge(secrets.verifier()));
        query.put("code_challenge_method", "S256");
        return endpoint("authorization_endpoint")
                .thenApply(uri -> URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + form(query)));
    }

    /**
     * The token of whoever has signed in, which must then be proven as any other.
     *
     * @param code that the provider gave the browser
     * @return fails with an {@link IOException} if the provider gives none, or one for another attempt
     */
    public CompletionStage<String> token(String code, Secrets secrets, URI back) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("grant_type", "authorization_code");
        body.put("code", code);
        body.put("redirect_uri", back.toString());
        body.put("code_verifier", secrets.verifier());
        body.put("client_id", settings.clientId());
        if (!settings.clientSecret().isEmpty()) {
            body.put("client_secret", settings.clientSecret());
        }
        return endpoint("token_endpoint")
                .thenCompose(uri -> http.sendAsync(
                        HttpRequest.newBuilder(uri)
                                .timeout(LONGEST_ANSWER)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Accept", "application/json")
                                .POST(BodyPublishers.ofString(form(body)))
                                .build(),
                        BodyHandlers.ofString()))
                .thenApply(answer -> idToken(answer, secrets.nonce()));
    }

    private CompletionStage<URI> endpoint(String name) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ProviderDocument.read(settings).endpoint(name);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                waiting);
    }

    /** Signature and times are proven with every request; here only whether it was made for this attempt. */
    private static String idToken(HttpResponse<String> answer, String nonce) {
        try {
            JsonNode json = Json.mapper().readTree(answer.body());
            if (answer.statusCode() != 200 || !json.path("id_token").isTextual()) {
                throw new IOException("the provider gave no token: " + answer.statusCode() + " "
                        + json.path("error").asText() + " "
                        + json.path("error_description").asText());
            }
            String token = json.path("id_token").asText();
            if (!nonce.equals(JWTParser.parse(token).getJWTClaimsSet().getStringClaim("nonce"))) {
                throw new IOException("the provider's token was made for another attempt: its nonce is not ours");
            }
            return token;
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (ParseException e) {
            throw new CompletionException(new IOException("the provider's token is no JWT", e));
        }
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
