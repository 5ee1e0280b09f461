package io.ionroller.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A small OpenID provider: discovery, keys that can be changed, JWTs, and the authorization code flow with PKCE, in which everybody
 * who comes is let in at once as one person.
 */
public final class TestIssuer implements AutoCloseable {

    static final String AUDIENCE = "ionroller";

    /** By which it knows the server under test. */
    public static final String CLIENT = "console";

    private final HttpServer server;
    private final AtomicInteger keysRead = new AtomicInteger();
    private int made;
    private volatile RSAKey key;
    private volatile boolean down;
    private volatile Map<String, String> asked = Map.of();
    private volatile String person = "ann";
    private volatile boolean refuses;

    public TestIssuer() throws IOException, JOSEException {
        key = newKey();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer()
                                + "/keys\",\"authorization_endpoint\":\"" + issuer()
                                + "/authorize\",\"token_endpoint\":\"" + issuer() + "/token\"}"));
        server.createContext("/keys", exchange -> {
            keysRead.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** From now on it lets this person in, or nobody. */
    public void letIn(@Nullable String name) {
        refuses = name == null;
        person = name == null ? "" : name;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        asked = fields(exchange.getRequestURI().getRawQuery());
        String outcome = refuses ? "error=access_denied" : "code=a-code";
        exchange.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?" + outcome + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** Gives a token for the right code, client and verifier only. */
    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> given =
                fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean right = "a-code".equals(given.get("code"))
                && CLIENT.equals(given.get("client_id"))
                && asked.getOrDefault("redirect_uri", "").equals(given.get("redirect_uri"))
                && asked.getOrDefault("code_challenge", "").equals(challenge(given.getOrDefault("code_verifier", "")));
        try {
            answer(
                    exchange,
                    right
                            ? "{\"token_type\":\"Bearer\",\"id_token\":\""
                                    + sign(claims(person).audience(CLIENT).claim("nonce", asked.get("nonce"))) + "\"}"
                            : "{\"error\":\"invalid_grant\"}");
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often its keys were asked for. */
    int keysRead() {
        return keysRead.get();
    }

    /** From now on it has another key, and its old one is gone. */
    void rotate() throws JOSEException {
        key = newKey();
    }

    void goDown() {
        down = true;
    }

    RSAKey key() {
        return key;
    }

    /** What a good JWT says. */
    JWTClaimsSet.Builder claims(String subject, String... groups) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("groups", List.of(groups));
    }

    String sign(JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(claims.build(), key);
    }

    static String sign(JWTClaimsSet claims, RSAKey by) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(by.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(by));
        return jwt.serialize();
    }

    private RSAKey newKey() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID("key-" + ++made).generate();
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 500 : 200, down ? -1 : body.length);
        if (!down) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
