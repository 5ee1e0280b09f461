package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of made-up bad requests: each is refused with a problem, and none of them changes anything. */
final class FuzzTest {

    private static final int REQUESTS_PER_SEED = 300;
    private static final List<String> WRONG = List.of(
            "null",
            "NaN",
            "-1",
            "1e400",
            "123456789012345678901234567890",
            "0.1",
            "true",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a b\"",
            "\"../../etc/passwd\"",
            "[]",
            "{}",
            "[{\"weight\":\"100%\"}",
            "\"" + "x".repeat(3000) + "\"",
            "[".repeat(40) + "]".repeat(40));
    /** Those that are not a good name either. */
    private static final List<String> WRONG_VALUES =
            WRONG.stream().filter(value -> !value.matches("[a-z]+")).toList();

    private static final List<String> NAMES = List.of(
            "Hello", "h_", "%", "..", "a/b", "a".repeat(64), " ", "é", "\u0000", "-", "9", "hello\r\n", "\uD83D\uDE80");
    private static final List<String> COMMANDS =
            List.of("release", "drop", "rollback", "rollout/promote", "rollout/abort");
    private static final List<String> FILTERS =
            List.of("limit", "cursor", "from", "to", "type", "release", "order", "after", "before", "lines", "what");

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
        server.complete("hello", "1.0.0");
        server.post("/services/hello/release", "{\"version\":\"2.0.0\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void refusesEveryBadRequestAndChangesNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int events = server.journal.all().size();
        String before = server.get("/services/hello").body();
        for (int i = 0; i < REQUESTS_PER_SEED; i++) {
            String what = "seed " + seed + ", request " + i;
            HttpResponse<String> response = request(random);
            assertThat(response.statusCode())
                    .as(what + ": " + response.request())
                    .isBetween(400, 499);
            assertThat(json(response).at("/status").asInt()).as(what).isEqualTo(response.statusCode());
            assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
        }
        assertThat(server.journal.all()).hasSize(events);
        assertThat(server.get("/services/hello").body()).isEqualTo(before);
    }

    private static HttpResponse<String> request(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> server.put("/services/hello/config", wrongConfiguration(random));
            case 1 -> server.post("/services/hello/" + any(random, COMMANDS), wrongCommand(random));
            case 2 -> server.post("/services/" + encoded(any(random, NAMES)) + "/release", "{\"version\":\"3.0.0\"}");
            case 3 ->
                server.get(any(random, List.of("/events", "/services", "/services/hello/releases", "/feed")) + "?"
                        + any(random, FILTERS) + "=" + encoded(any(random, WRONG_VALUES)));
            case 4 ->
                server.send(server.request("/services/hello/config")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(noise(random))));
            default ->
                server.send(server.request("/" + encoded(any(random, WRONG)) + "/" + random.nextInt())
                        .method(
                                any(random, List.of("GET", "PUT", "POST", "DELETE", "PATCH")),
                                BodyPublishers.ofByteArray(noise(random))));
        };
    }

    /** A good document with one part replaced by something that fits nowhere. */
    private static String wrongConfiguration(SplittableRandom random) {
        String good = """
                {"platform":{"type":"instant","instances":2},"health_check":{"path":"/up","interval":"1s"},\
                "strategy":{"steps":[{"weight":"10%"},{"pause":"5s"},{"weight":"100%"}]},\
                "deadlines":{"creating":"5m"},"bake":"1m","keep_unused_for":"60m","on_conflict":"queue"}""";
        List<String> parts = List.of(
                "\"instant\"",
                "2",
                "\"/up\"",
                "\"1s\"",
                "\"10%\"",
                "{\"pause\":\"5s\"}",
                "\"5m\"",
                "\"1m\"",
                "\"queue\"",
                "\"bake\"",
                "{\"creating\":\"5m\"}");
        String part = any(random, parts);
        int at = good.indexOf(part);
        String replacement = any(random, WRONG);
        // An empty object is a good deadlines object.
        String fitsNowhere = part.startsWith("{\"creating") && replacement.equals("{}") ? "7" : replacement;
        return good.substring(0, at) + fitsNowhere + good.substring(at + part.length());
    }

    private static String wrongCommand(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "{\"version\":" + any(random, WRONG.subList(1, WRONG.size())) + ",\"unknown\":1}";
            case 1 -> "{\"unknown\":" + any(random, WRONG) + "}";
            case 2 -> "{\"force\":\"perhaps\",\"full\":3,\"version\":7}";
            default -> any(random, List.of("[]", "7", "{", "\"\"", "{\"version\":\"3\"", "nonsense", "{\"a\":1}}"));
        };
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private static String any(SplittableRandom random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
