package io.ionroller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, on real sockets. */
@Timeout(60)
final class SlowClientTest {

    private static final byte[] HEAD =
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ApiServer server =
            new ApiServer("ionroller.api.arrival-limit = 500 ms", "ionroller.api.feed.poll = 50 ms");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoSendsAByteNowAndThenIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            assertThat(cutOffWhileSending(socket)).isTrue();
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoConnectsAndSaysNothingIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void afterAnAnswerTheTimeBeginsAnew() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(HEAD);
                assertThat(answer(socket.getInputStream())).contains("\"live\"");
            }
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aFeedMayBeQuietForLonger() {
        HttpResponse<Stream<String>> feed = server.send(server.request("/feed"), BodyHandlers.ofLines());
        Iterator<String> lines = feed.body().iterator();
        Awaitility.await().pollDelay(Duration.ofMillis(1200)).until(() -> true);

        server.append("hello", "late");

        while (!lines.next().startsWith("event: effect-failing")) {
            assertThat(lines.hasNext()).isTrue();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Goes on sending; answers whether the other side has ended it. */
    private static boolean cutOffWhileSending(Socket socket) throws IOException {
        AtomicBoolean ended = new AtomicBoolean();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                OutputStream out = socket.getOutputStream();
                while (!ended.get()) {
                    out.write('x');
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                ended.set(true);
            }
        });
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return true;
        } finally {
            ended.set(true);
            sender.interrupt();
        }
    }

    /** One answer, as far as it has come. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("}") < 0) {
            answer.append((char) in.read());
        }
        return answer.toString();
    }
}
