package io.ionroller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JWTs of a real provider over HTTP: good ones, all kinds of bad ones, and keys that change. */
@Timeout(120)
final class OidcTest {

    private static final String CONFIGURATION =
            "{\"platform\": {\"type\": \"simulated\"}, \"bake\": \"0s\", \"strategy\": {\"steps\": [{\"weight\": \"100%\"}]}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Client nobody = new Client(http, "none");

    @TempDir
    private Path folder;

    private TestIssuer issuer;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        Config config = ConfigFactory.parseString("""
                        ionroller.access {
                          authentication = required
                          wrong-credentials.burst = 1000
                          oidc { issuer = "%s", audience = "%s", clock-skew = 5 s, keys-refresh = 100 ms }
                          bindings = [{subject = "group:platform", role = admin, services = "*"},
                                      {subject = "oidc:ann", role = viewer, services = "shop-*"}]
                        }
                        """.formatted(issuer.issuer(), TestIssuer.AUDIENCE))
                .withFallback(ConfigFactory.load());
        server = Server.start(new ServerSettings("127.0.0.1", 0, folder), UnaryOperator.identity(), config);
        server.awaitReady();
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
        http.shutdownNow();
    }

    private Client person(JWTClaimsSet.Builder claims) throws Exception {
        return nobody.with(issuer.sign(claims));
    }

    @Test
    void rolesComeFromTheNameAndFromGroups() throws Exception {
        Client admin = person(issuer.claims("root", "platform", "others"));
        assertThat(admin.send(server, "PUT", "/services/shop-cart/config", CONFIGURATION)
                        .status())
                .isEqualTo(201);
        assertThat(admin.send(server, "PUT", "/services/blog/config", CONFIGURATION)
                        .status())
                .isEqualTo(201);

        Client ann = person(issuer.claims("ann"));
        await("the list")
                .untilAsserted(() -> assertThat(ann.get(server, "/services")
                                .json()
                                .at("/services")
                                .findValuesAsText("name"))
                        .containsExactly("shop-cart"));
        assertThat(ann.get(server, "/services/blog").code()).isEqualTo("permission-missing");
        assertThat(admin.get(server, "/services/shop-cart/events")
                        .json()
                        .at("/events")
                        .findValuesAsText("user"))
                .containsExactly("oidc:root");
        assertThat(person(issuer.claims("eve")).get(server, "/services").code()).isEqualTo("permission-missing");
    }

    @Test
    void refusesWhatTheProviderDidNotSayToUsNow() throws Exception {
        Instant now = Instant.now();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(
                "another audience",
                issuer.sign(issuer.claims("root", "platform").audience("shop")));
        bad.put("another issuer", issuer.sign(issuer.claims("root", "platform").issuer("https://evil.example")));
        bad.put(
                "expired",
                issuer.sign(issuer.claims("root", "platform").expirationTime(Date.from(now.minusSeconds(60)))));
        bad.put(
                "not yet",
                issuer.sign(issuer.claims("root", "platform").notBeforeTime(Date.from(now.plusSeconds(60)))));
        bad.put("never ends", issuer.sign(issuer.claims("root", "platform").expirationTime(null)));
        bad.put("nobody", issuer.sign(issuer.claims("root", "platform").subject(null)));
        bad.put("unsigned", new PlainJWT(issuer.claims("root", "platform").build()).serialize());
        bad.put(
                "another key",
                TestIssuer.sign(
                        issuer.claims("root", "platform").build(),
                        new RSAKeyGenerator(2048).keyID(issuer.key().getKeyID()).generate()));
        bad.put("the public key as a secret", signedByPublicKey());
        String good = issuer.sign(issuer.claims("root", "platform"));
        bad.put("changed", good.substring(0, good.length() - 8) + "AAAAAAAA");
        bad.put("no JWT", "a.b.c");

        bad.forEach((what, jwt) -> {
            Client.Answer answer = nobody.with(jwt).get(server, "/services");
            assertThat(answer.status()).as(what).isEqualTo(401);
            assertThat(answer.code()).as(what).isIn("credential-expired", "credential-unknown", "credential-malformed");
        });
        assertThat(nobody.with(good).get(server, "/services").status()).isEqualTo(200);
    }

    /** Whoever checks by whatever the header says would take the public key for a shared secret. */
    private String signedByPublicKey() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(issuer.key().getKeyID())
                        .build(),
                issuer.claims("root", "platform").build());
        jwt.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        return jwt.serialize();
    }

    @Test
    void clocksMayDifferALittle() throws Exception {
        Instant now = Instant.now();

        assertThat(person(issuer.claims("root", "platform").notBeforeTime(Date.from(now.plusSeconds(3))))
                        .get(server, "/services")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void keysAreKeptAndReadAgainWhenTheyChange() throws Exception {
        Client before = person(issuer.claims("root", "platform"));
        for (int i = 0; i < 20; i++) {
            assertThat(before.get(server, "/services").status()).isEqualTo(200);
        }
        assertThat(issuer.keysRead()).isEqualTo(1);

        issuer.rotate();
        Client after = person(issuer.claims("root", "platform"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(after.get(server, "/services").status()).isEqualTo(200));
        assertThat(before.get(server, "/services").status())
                .as("the old key is gone")
                .isEqualTo(401);
    }

    @Test
    void aProviderThatDoesNotAnswerIsNoReasonToLetAnybodyIn() throws Exception {
        Client admin = person(issuer.claims("root", "platform"));
        issuer.goDown();

        Client.Answer answer = admin.get(server, "/services");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("credentials-unknown");
        assertThat(answer.json().path("detail").asText()).contains("OpenID provider");
    }
}
