package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.rollout.AccessEvent;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is around the table of permissions: lists, names, sessions, limits. */
@Timeout(60)
final class GuardTest {

    private ApiServer server = new ApiServer("ionroller.access.authentication = required");

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(String... settings) {
        server.close();
        server = new ApiServer(settings);
    }

    @Test
    void listsShowOnlyWhatTheCallerMaySee() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        for (String service : List.of("blog", "shop-cart", "shop-pay")) {
            configure(service, admin);
        }
        ApiToken shop = server.token("shop", Role.VIEWER, "shop-*");

        assertThat(names("/services", "services", "name", shop)).containsExactly("shop-cart", "shop-pay");
        assertThat(names("/services?limit=1", "services", "name", shop)).containsExactly("shop-cart");
        assertThat(names("/services?limit=1&after=shop-cart", "services", "name", shop))
                .containsExactly("shop-pay");
        assertThat(names("/events", "events", "service", shop))
                .containsOnly("shop-cart", "shop-pay")
                .hasSize(2);
        assertThat(names("/events?service=blog", "events", "service", shop)).isEmpty();
        assertThat(names("/events?service=access", "events", "service", shop)).isEmpty();
        assertThat(names("/events?service=access", "events", "service", admin)).isNotEmpty();
    }

    @Test
    void eventsSayWhoseTokenItWasWhateverTheHeaderSays() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        configure("blog", admin);

        assertThat(names("/events?service=blog", "events", "user", admin)).containsExactly("token:root");
    }

    @Test
    void nobodyMayClaimWhatOthersMustProve() {
        restart();

        HttpResponse<String> response = server.send(server.request("/services/blog/config")
                .header("User", "token:root")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(ApiServer.CONFIGURATION)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("code").asText()).isEqualTo("invalid-header");
    }

    @Test
    void aTokenIsShownOnceAndItsHashNever() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        HttpResponse<String> made =
                post("/access/tokens", "{\"name\":\"ci\",\"role\":\"deployer\",\"services\":\"shop-*\"}", admin);
        String secret = json(made).path("secret").asText();

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(ApiToken.parse(secret)).isPresent();
        String lists =
                get("/access/tokens", admin).body() + get("/events", admin).body();
        assertThat(lists).contains("token-created").doesNotContain(secret.substring(15), "\"hash\"", "\"salt\"");
    }

    @Test
    void aRevokedTokenEndsItsFeed() {
        ApiToken shop = server.token("shop", Role.VIEWER, "*");
        HttpResponse<Stream<String>> feed =
                server.send(server.request("/feed", shop), HttpResponse.BodyHandlers.ofLines());
        var lines = feed.body().iterator();
        assertThat(lines.next()).isEqualTo("retry: 1000");

        server.change(new AccessCommand.RevokeToken(shop.id()));

        assertThat(StreamSupport.stream(((Iterable<String>) () -> lines).spliterator(), false))
                .noneMatch(line -> line.startsWith("event: token-revoked"));
        assertThat(get("/services", shop).statusCode()).isEqualTo(401);
    }

    @Test
    void aFeedIsOverBeforeItTellsWhatAnotherNodeTookFromItsReader() {
        restart(
                "ionroller.access.authentication = required",
                "ionroller.access.poll = 60 s",
                "ionroller.access.longest-unread = 10 minutes");
        ApiToken shop = server.token("shop", Role.VIEWER, "*");
        HttpResponse<Stream<String>> feed =
                server.send(server.request("/feed", shop), HttpResponse.BodyHandlers.ofLines());
        var lines = feed.body().iterator();
        assertThat(lines.next()).isEqualTo("retry: 1000");

        AccessBook ofAnotherNode = new AccessBook(server.journal, server.journal, InstantSource.system());
        ofAnotherNode
                .change(new AccessCommand.RevokeToken(shop.id()), "test")
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(StreamSupport.stream(((Iterable<String>) () -> lines).spliterator(), false))
                .noneMatch(line -> line.startsWith("event: token-revoked"));
    }

    @Test
    void rolesAreGivenAndTaken() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        ApiToken ci = server.token("ci", Role.VIEWER, "shop-*");
        configure("shop-cart", admin);
        assertThat(post("/services/shop-cart/drop", "{\"version\":\"1\"}", ci).statusCode())
                .isEqualTo(403);

        HttpResponse<String> given = post(
                "/access/bindings", "{\"subject\":\"token:ci\",\"role\":\"admin\",\"services\":\"shop-cart\"}", admin);
        assertThat(given.statusCode()).isEqualTo(201);
        assertThat(post("/services/shop-cart/drop", "{\"version\":\"1\"}", ci).statusCode())
                .isEqualTo(409);
        assertThat(json(get("/session", ci)).at("/roles/1/role").asText()).isEqualTo("admin");

        String id = json(given).path("id").asText();
        assertThat(server.send(server.request("/access/bindings/" + id, admin).DELETE())
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/services/shop-cart/drop", "{\"version\":\"1\"}", ci).statusCode())
                .isEqualTo(403);
        assertThat(names("/events?service=access&order=oldest", "events", "type", admin))
                .contains("role-bound", "role-unbound", "access-denied");
    }

    @Test
    void denialsOfTheSameAreOneEvent() {
        ApiToken viewer = server.token("eve", Role.VIEWER, "*");
        for (int i = 0; i < 20; i++) {
            assertThat(post("/services/blog/release", "{\"version\":\"1\"}", viewer)
                            .statusCode())
                    .isEqualTo(403);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(server.journal.all())
                        .filteredOn(logged -> logged.event().event() instanceof AccessEvent.AccessDenied)
                        .hasSize(1));
    }

    @Test
    void whoAsksTooOftenWaits() {
        restart("ionroller.access.authentication = required", "ionroller.access.rate { per-second = 1, burst = 3 }");
        ApiToken quick = server.token("quick", Role.VIEWER, "*");
        ApiToken other = server.token("other", Role.VIEWER, "*");
        List<HttpResponse<String>> answers =
                Stream.generate(() -> get("/services", quick)).limit(6).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 429);
        assertThat(answers.getLast().headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/services", other).statusCode()).isEqualTo(200);
    }

    @Test
    void whoGuessesIsHeldUp() {
        restart(
                "ionroller.access.authentication = required",
                "ionroller.access.wrong-credentials { per-second = 1, burst = 3 }");
        List<Integer> answers = Stream.generate(
                        () -> server.send(server.request("/services").header("Authorization", "Bearer guess"))
                                .statusCode())
                .limit(6)
                .toList();

        assertThat(answers).startsWith(401, 401, 401).contains(429);
        ApiToken good = server.token("ann", Role.VIEWER, "*");
        assertThat(get("/services", good).statusCode()).as("by the same proxy").isEqualTo(200);
    }

    @Test
    void nobodyIsLetInOnOldKnowledge() {
        restart(
                "ionroller.access.authentication = required",
                "ionroller.access { poll = 100 ms, longest-unread = 200 ms }");
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        assertThat(get("/cluster", admin).statusCode()).isEqualTo(200);

        server.journal.failure = new IllegalStateException("gone");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<String> refused = get("/cluster", admin);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("code").asText()).isEqualTo("credentials-unknown");
        });

        server.journal.failure = null;
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(get("/cluster", admin).statusCode()).isEqualTo(200));
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() {
        for (HttpResponse<String> response :
                List.of(server.get("/health/live"), server.get("/services"), server.get("/no"))) {
            assertThat(response.headers().map())
                    .containsKeys(
                            "x-content-type-options",
                            "content-security-policy",
                            "x-frame-options",
                            "referrer-policy",
                            "cross-origin-resource-policy",
                            "cache-control");
        }
    }

    private void configure(String service, ApiToken token) {
        assertThat(server.send(server.request("/services/" + service + "/config", token)
                                .header("User", "somebody")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(ApiServer.CONFIGURATION)))
                        .statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> get(String path, ApiToken token) {
        return server.send(server.request(path, token).GET());
    }

    private HttpResponse<String> post(String path, String body, ApiToken token) {
        return server.send(server.request(path, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private List<String> names(String path, String list, String field, ApiToken token) {
        JsonNode answer = json(get(path, token));
        return StreamSupport.stream(answer.path(list).spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }
}
