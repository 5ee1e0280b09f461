package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the router does to single requests, with real instances behind it. */
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
}
