package io.ionroller.api.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ionroller.api.cli.TinyServer;
import io.ionroller.api.view.ProblemView;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ApiClientTest {

    private static final Patience QUICK = new Patience(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            List.of(Duration.ofMillis(5), Duration.ofMillis(5)),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    private static final Pattern KEY = Pattern.compile("(?i)Idempotency-Key: (\\S+)");

    @Test
    void repeatsAChangeWithTheSameKeyWhenTheConnectionIsLost() throws IOException {
        List<String> keys = new CopyOnWriteArrayList<>();
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> loseTwoThenAnswer(socket, keys));
            try (ApiClient client = client("http://127.0.0.1:" + socket.getLocalPort())) {
                assertThat(client.change(change()).path("release").asInt()).isEqualTo(7);
            }
            assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
            server.interrupt();
        }
    }

    @Test
    void repeatsWhenTheServerIsNotReadyYet() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address())) {
            server.answer(
                    "POST /services/hello/release",
                    () -> asked.incrementAndGet() < 3 ? notReady() : TinyServer.json(202, List.of()));
            client.change(change());
            assertThat(server.requests())
                    .hasSize(3)
                    .extracting(request -> request.headers().getFirst("Idempotency-Key"))
                    .containsOnly(server.requests().getFirst().headers().getFirst("Idempotency-Key"));
        }
    }

    @Test
    void givesUpWithTheServersOwnWordsWhenItStaysUnready() throws IOException {
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address())) {
            server.answer("GET /services", ApiClientTest::notReady);
            assertThatThrownBy(() -> client.get(Target.of("services")))
                    .isInstanceOf(ClientException.Refused.class)
                    .hasMessage("the journal cannot be read");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void doesNotRepeatWhatWasRefused() throws IOException {
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address())) {
            assertThatThrownBy(() -> client.change(change())).isInstanceOf(ClientException.Refused.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void saysThatALostChangeMayHaveBeenCarriedOut() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> loseAll(socket));
            try (ApiClient client = client("http://127.0.0.1:" + socket.getLocalPort())) {
                assertThatThrownBy(() -> client.change(change()))
                        .asInstanceOf(type(ClientException.Unreachable.class))
                        .extracting(ClientException.Unreachable::perhapsDone)
                        .isEqualTo(true);
            }
            server.interrupt();
        }
    }

    private static void loseTwoThenAnswer(ServerSocket socket, List<String> keys) {
        try {
            for (int attempt = 1; attempt <= 3; attempt++) {
                try (Socket connection = socket.accept()) {
                    Matcher key = KEY.matcher(head(connection.getInputStream()));
                    keys.add(key.find() ? key.group(1) : "none");
                    if (attempt == 3) {
                        String body = "{\"release\":7}";
                        connection
                                .getOutputStream()
                                .write(("HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: "
                                                + body.length() + "\r\n\r\n" + body)
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IOException e) {
            keys.add(e.toString());
        }
    }

    private static void loseAll(ServerSocket socket) {
        try {
            while (true) {
                try (Socket connection = socket.accept()) {
                    head(connection.getInputStream());
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
            head.append((char) c);
        }
        return head.toString();
    }

    private static TinyServer.Answer notReady() {
        return TinyServer.json(
                503,
                new ProblemView(
                        ProblemView.TYPE_PREFIX + "not-ready",
                        "Not ready",
                        503,
                        "the journal cannot be read",
                        "/",
                        "not-ready",
                        null,
                        null,
                        null));
    }

    private static Change change() {
        return Change.of(
                "POST", Target.of("services", "hello", "release"), "{}".getBytes(StandardCharsets.UTF_8), "ann");
    }

    private static ApiClient client(String address) {
        return new ApiClient(ServerAddress.parse(address, "--server"), QUICK);
    }
}
