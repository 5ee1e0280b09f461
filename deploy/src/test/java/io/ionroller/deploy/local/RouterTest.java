package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.TrafficObservation;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router does to single requests, with a real instance behind it. */
final class RouterTest {

    private static LocalScene scene;

    @BeforeAll
    static void create() throws IOException {
        scene = new LocalScene();
        scene.ready(1, 1);
        scene.shift(Map.of(1L, 10_000));
    }

    @AfterAll
    static void close() throws IOException {
        scene.close();
    }

    @Test
    void passesTheTargetAsItCameAndSaysForWhom() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            RawClient.Answer answer = client.get("/echo/a%2Fb/%7Euser//x;y?q=1&q=%20+|");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body().lines())
                    .contains(
                            "GET /echo/a%2Fb/%7Euser//x;y?q=1&q=%20+| HTTP/1.1",
                            "host: hello.test",
                            "x-forwarded-for: 127.0.0.1",
                            "x-forwarded-host: hello.test",
                            "x-forwarded-proto: http");
        }
    }

    @Test
    void addsToWhatAnotherProxySaidAndDropsHeadersOfTheConnection() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            RawClient.Answer answer = client.send("""
                    GET /echo HTTP/1.1\r
                    Host: hello.test\r
                    User-Agent: odd (agent\r
                    Cookie: a=b; "odd"=c d\r
                    X-Forwarded-For: 10.1.2.3\r
                    X-Forwarded-Proto: https\r
                    X-Forwarded-Host: outside.test\r
                    Connection: keep-alive, X-Mine\r
                    Keep-Alive: timeout=5\r
                    X-Mine: for the proxy only\r
                    \r
                    """, true);
            assertThat(answer.body().lines())
                    .contains(
                            "x-forwarded-for: 10.1.2.3, 127.0.0.1",
                            "x-forwarded-proto: https",
                            "x-forwarded-host: outside.test",
                            "user-agent: odd (agent",
                            "cookie: a=b; \"odd\"=c d")
                    .noneMatch(line -> line.startsWith("keep-alive") || line.startsWith("x-mine"));
        }
    }

    @Test
    void handsTheAnswersHeadersOn() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            assertThat(client.get("/").headers())
                    .containsEntry("server", "sample/1.0")
                    .containsEntry("x-sample", "yes")
                    .containsEntry("content-type", "text/plain; charset=UTF-8")
                    .containsKey("date");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 404, 418, 500, 503, 599})
    void handsAnyStatusOn(int status) throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            assertThat(client.get("/status/" + status).status()).isEqualTo(status);
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            RawClient.Answer head = client.send("HEAD / HTTP/1.1\r\nHost: hello.test\r\n\r\n", false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(Integer.parseInt(head.headers().get("content-length"))).isPositive();
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        LocalScene.until(() -> route().inFlight() == 0);
    }

    @Test
    void streamsAnAnswerWhileItIsMade() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            client.write("GET /stream/40 HTTP/1.1\r\nHost: hello.test\r\n\r\n");
            for (String line = client.line(); !line.isEmpty(); line = client.line()) {
                assertThat(line).isNotNull();
            }
            assertThat(client.line()).isEqualTo("2");
            // The first part is here while the instance is still at work.
            assertThat(route().inFlight()).isPositive();
        }
        LocalScene.until(() -> route().inFlight() == 0);
    }

    @Test
    void countsARequestUntilTheClientLeft() throws IOException {
        long before = route().requests();
        try (RawClient client = new RawClient(scene.listen)) {
            client.write("GET /stream/500 HTTP/1.1\r\nHost: hello.test\r\n\r\n");
            assertThat(client.line()).contains("200");
            assertThat(route().inFlight()).isEqualTo(1);
        }
        LocalScene.until(() -> route().inFlight() == 0);
        assertThat(route().requests()).isEqualTo(before + 1);
    }

    @Test
    void carriesLargeBodiesBothWays() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            assertThat(client.get("/big/200000000").status()).isEqualTo(200);
            assertThat(client.post("/", new byte[20_000_000]).body()).endsWith("read 20000000");
        }
    }

    @Test
    void carriesAChunkedBody() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            client.write("POST / HTTP/1.1\r\nHost: hello.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            client.write("6\r\n world\r\n0\r\n\r\n");
            assertThat(client.read(true).body()).endsWith("read 11");
        }
    }

    @Test
    void letsAClientAskBeforeItSendsABody() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            client.write("POST / HTTP/1.1\r\nHost: hello.test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.line()).startsWith("HTTP/1.1 100");
            for (String line = client.line(); !line.isEmpty(); line = client.line()) {
                assertThat(line).contains(":");
            }
            client.write("hello");
            assertThat(client.read(true).body()).endsWith("read 5");
        }
    }

    @Test
    void keepsTheClientsConnectionWhenTheInstanceClosesIts() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.get("/close").body()).isEqualTo("until the end");
            }
        }
    }

    @Test
    void refusesAmbiguousLengths() throws IOException {
        try (RawClient client = new RawClient(scene.listen)) {
            RawClient.Answer answer = client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", true);
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void aRequestInFlightKeepsAnEnvironmentUndrained() throws Exception {
        try (LocalScene own = new LocalScene()) {
            own.ready(1, 1);
            own.ready(2, 1);
            own.shift(Map.of(1L, 10_000));
            try (RawClient client = new RawClient(own.listen)) {
                client.write("GET /slow/1500 HTTP/1.1\r\nHost: hello.test\r\n\r\n");
                LocalScene.until(() ->
                        own.observeTraffic().routes().get(LocalScene.id(1)).inFlight() == 1);
                own.shift(Map.of(2L, 10_000));
                LocalScene.until(() -> {
                    TrafficObservation.Route route =
                            own.observeTraffic().routes().get(LocalScene.id(1));
                    return route.zeroSince().plus(route.drainDelay()).isBefore(java.time.Instant.now());
                });
                assertThat(DrainProof.from(own.observeTraffic(), LocalScene.id(1)))
                        .isEmpty();
                assertThat(client.read(true).body()).startsWith("1.0.0");
            }
            assertThat(own.remove(1).exists()).isFalse();
        }
    }

    @Test
    void saysWhyWhenNobodyCanAnswerAndFallsOverWhenSomebodyCan() throws Exception {
        try (LocalScene own = new LocalScene()) {
            own.create(1, 1, "sick");
            try (RawClient client = new RawClient(own.listen)) {
                RawClient.Answer answer = client.get("/");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
                assertThat(answer.body()).contains("no environment of hello has traffic");
                own.shift(Map.of(1L, 10_000));
                assertThat(client.get("/").body()).contains("has a healthy instance");
                own.ready(2, 1);
                own.shift(Map.of(1L, 9_999, 2L, 1));
                for (int i = 0; i < 20; i++) {
                    assertThat(client.get("/").body()).startsWith("2.0.0");
                }
            }
        }
    }

    @Test
    void anInstanceThatDiesFailsNoRequestThatMayBeRepeated() throws Exception {
        try (LocalScene own = new LocalScene()) {
            own.ready(1, 2);
            own.shift(Map.of(1L, 10_000));
            try (RawClient client = new RawClient(own.listen)) {
                for (int i = 0; i < 400; i++) {
                    if (i == 100) {
                        ProcessHandle.of(own.ground.processes().getFirst())
                                .orElseThrow()
                                .destroyForcibly();
                    }
                    assertThat(client.get("/").status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void movesToAnotherPort() throws Exception {
        try (LocalScene own = new LocalScene()) {
            own.ready(1, 1);
            own.shift(Map.of(1L, 10_000));
            int before = own.listen;
            own.listen = Ground.freePort();
            own.ready(2, 1);
            try (RawClient client = new RawClient(before)) {
                assertThat(client.get("/").body()).startsWith("1.0.0");
            }
            own.shift(Map.of(2L, 10_000));
            try (RawClient client = new RawClient(own.listen)) {
                assertThat(client.get("/").body()).startsWith("2.0.0");
            }
            LocalScene.until(() -> {
                try (RawClient late = new RawClient(before)) {
                    return late.get("/").status() != 200;
                } catch (IOException closed) {
                    return true;
                }
            });
        }
    }

    private static TrafficObservation.Route route() {
        return scene.observeTraffic().routes().get(LocalScene.id(1));
    }
}
