package io.ionroller.api.cli.client;

import static io.ionroller.api.cli.Views.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.TinyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EventFeedTest {

    private static final Target FEED = Target.of("feed");

    @Test
    void goesOnBehindTheLastEventAfterEveryLostConnection() throws IOException {
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address(), Duration.ofSeconds(10));
                EventFeed feed = EventFeed.open(client, FEED, 3)) {
            for (int offset = 4; offset < 8; offset++) {
                server.emit(event(offset, "step-started", 1, "step"));
                assertThat(nextEvent(feed)).isEqualTo(offset);
                server.dropFeeds();
            }
            server.emit(event(8, "step-started", 1, "step"));
            assertThat(nextEvent(feed)).isEqualTo(8);
            assertThat(server.requests())
                    .extracting(request -> request.headers().getFirst("Last-Event-ID"))
                    .containsSubsequence("3", "4", "5", "6", "7");
        }
    }

    @Test
    void triesAgainWhileTheServerIsNotReady() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        String message = "id: 1\ndata: " + "{\"offset\":1,\"service\":\"hello\",\"sequence\":1,\"type\":\"t\"}\n\n";
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address(), Duration.ofSeconds(10))) {
            server.answer(
                    "GET /feed",
                    () -> asked.incrementAndGet() < 2
                            ? new TinyServer.Answer(503, "text/plain", "starting")
                            : new TinyServer.Answer(200, "text/event-stream", message));
            try (EventFeed feed = EventFeed.open(client, FEED, 0)) {
                assertThat(nextEvent(feed)).isEqualTo(1);
            }
        }
    }

    @Test
    void endsWhenTheServerRefuses() throws IOException {
        try (TinyServer server = new TinyServer();
                ApiClient client = client(server.address(), Duration.ofSeconds(10))) {
            server.answer("GET /feed", () -> new TinyServer.Answer(404, "text/html", "who are you?"));
            try (EventFeed feed = EventFeed.open(client, FEED, 0)) {
                assertThat(messages(feed).getLast())
                        .isInstanceOfSatisfying(
                                FeedMessage.Ended.class,
                                ended -> assertThat(ended.why()).isInstanceOf(ClientException.Unexpected.class));
            }
        }
    }

    @Test
    void breaksASilentConnectionAndOpensAnother() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ApiClient client = client("127.0.0.1:" + socket.getLocalPort(), Duration.ofMillis(100))) {
            List<Socket> open = new ArrayList<>();
            Thread server = Thread.startVirtualThread(() -> greetAndFallSilent(socket, open, connections));
            try (EventFeed feed = EventFeed.open(client, FEED, 0)) {
                while (connections.get() < 2) {
                    feed.next(Duration.ofMillis(50));
                }
            }
            server.interrupt();
            for (Socket connection : open) {
                connection.close();
            }
        }
        assertThat(connections).hasValueGreaterThanOrEqualTo(2);
    }

    private static void greetAndFallSilent(ServerSocket socket, List<Socket> open, AtomicInteger connections) {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n"
                                .getBytes(StandardCharsets.US_ASCII));
                connections.incrementAndGet();
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static long nextEvent(EventFeed feed) {
        while (true) {
            var message = feed.next(Duration.ofSeconds(10)).orElseThrow();
            if (message instanceof FeedMessage.Happened happened) {
                return happened.event().offset();
            }
        }
    }

    private static List<FeedMessage> messages(EventFeed feed) {
        List<FeedMessage> all = new ArrayList<>();
        while (all.isEmpty() || !(all.getLast() instanceof FeedMessage.Ended)) {
            all.add(feed.next(Duration.ofSeconds(10)).orElseThrow());
        }
        return all;
    }

    private static ApiClient client(String address, Duration silence) {
        Patience patience =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), List.of(), silence, Duration.ofSeconds(20));
        return new ApiClient(ServerAddress.parse(address, "--server"), patience);
    }
}
