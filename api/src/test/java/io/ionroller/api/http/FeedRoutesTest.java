package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedRoutesTest {

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer("ionroller.api.feed.keep-alive = 50 ms", "ionroller.api.feed.poll = 100 ms");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsEventsAsTheyHappen() throws Exception {
        server.configure("live");
        try (FeedClient client = new FeedClient(server, "").reading()) {
            await().until(() -> !client.comments.isEmpty());
            server.post("/services/live/release", "{\"version\":\"1.0.0\"}");

            await().until(() ->
                    client.messages.stream().anyMatch(one -> one.type().equals("release-completed")));
            FeedClient.Message first = client.messages.getFirst();
            assertThat(first.id()).isEqualTo(2);
            assertThat(first.type()).isEqualTo("release-accepted");
            assertThat(Json.mapper().readTree(first.data()).at("/offset").asLong())
                    .isEqualTo(2);
            assertThat(Json.mapper().readTree(first.data()).at("/message").asText())
                    .contains("1.0.0");
            assertThat(client.ids()).isEqualTo(offsets(2, server.journal.all().size()));
        }
    }

    @Test
    void saysWhereItBegins() {
        server.configure("begin");
        try (FeedClient client = new FeedClient(server, "").reading()) {
            await().until(() -> client.position == 1);
        }
        try (FeedClient client = new FeedClient(server, "?after=0").reading()) {
            await().until(() -> !client.messages.isEmpty());
            assertThat(client.position).isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void resumesWithoutLossOrDuplicateThroughBrokenConnections(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        int total = 400;
        Thread writer = Thread.ofVirtual().start(() -> {
            SplittableRandom pace = random.split();
            for (int i = 0; i < total; i++) {
                server.append("resume", "event " + i);
                if (pace.nextInt(10) == 0) {
                    Thread.yield();
                }
            }
        });
        List<Long> seen = new ArrayList<>();
        long last = 0;
        while (last < total) {
            int take = 1 + random.nextInt(120);
            String[] headers = last == 0 ? new String[0] : new String[] {"Last-Event-ID: " + last};
            try (FeedClient client = new FeedClient(server, last == 0 ? "?after=0" : "", headers).reading()) {
                long wanted = Math.min(take, total - last);
                await().until(() -> client.messages.size() >= wanted);
                List<Long> got = client.ids().subList(0, (int) wanted);
                seen.addAll(got);
                last = got.getLast();
            }
        }
        assertThat(seen).isEqualTo(offsets(1, total));
        assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void tellsOnlyWhatTheFilterLetsThrough() {
        server.append("one", "a");
        server.append("two", "b");
        server.append("one", "c");
        try (FeedClient client = new FeedClient(server, "?service=one&after=0").reading()) {
            await().until(() -> client.messages.size() == 2);
            server.append("two", "d");
            server.append("one", "e");

            await().until(() -> client.messages.size() == 3);
            assertThat(client.ids()).containsExactly(1L, 3L, 5L);
        }
    }

    @Test
    void beginsWithThePastWhenAskedFrom() {
        server.append("past", "a");
        server.append("past", "b");
        try (FeedClient all = new FeedClient(server, "?from=2001-01-01T00:00:00Z").reading();
                FeedClient now = new FeedClient(server, "").reading()) {
            await().until(() -> all.messages.size() == 2 && !now.comments.isEmpty());
            server.append("past", "c");

            await().until(() -> all.messages.size() == 3 && now.messages.size() == 1);
            assertThat(now.ids()).containsExactly(3L);
        }
    }

    @Test
    void findsEventsThatAnotherProcessStored() {
        server.journal.tells = false;
        try (FeedClient client = new FeedClient(server, "").reading()) {
            await().until(() -> !client.comments.isEmpty());
            server.append("silent", "a");

            await().until(() -> client.messages.size() == 1);
            assertThat(client.ids()).containsExactly(1L);
        }
    }

    @Test
    void keepsAnIdleConnectionAlive() {
        try (FeedClient client = new FeedClient(server, "").reading()) {
            await().until(() ->
                    client.comments.stream().filter("keep-alive"::equals).count() >= 3);
            assertThat(client.ended).isFalse();
        }
    }

    @Test
    void readsNothingWhileNothingHappens() {
        server.append("quiet", "a");
        try (FeedClient client = new FeedClient(server, "?after=0&service=other").reading()) {
            await().until(() -> client.comments.size() > 3);
            int reads = server.journal.reads.get();
            int comments = client.comments.size();
            await().until(() -> client.comments.size() > comments + 5);
            assertThat(server.journal.reads.get()).isEqualTo(reads);
        }
    }

    @Test
    void endsAtTheTimeAskedFor() {
        server.append("until", "a");
        String to = Instant.now().minusSeconds(60).toString();
        server.append("until", "b");
        try (FeedClient client =
                new FeedClient(server, "?after=0&to=" + Instant.now().plusMillis(50)).reading()) {
            await().until(() -> client.ended);
            assertThat(client.ids()).containsExactly(1L, 2L);
        }
        assertThat(server.send(server.request("/feed?to=" + to).header("Last-Event-ID", "2"))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void refusesAPositionOfAnotherJournal() {
        server.append("position", "a");

        HttpResponse<String> response = server.send(server.request("/feed").header("Last-Event-ID", "500"));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/code").asText()).isEqualTo("unknown-position");
        for (String bad : List.of("x", "-1", "1.5", "99999999999999999999")) {
            assertThat(server.send(server.request("/feed").header("Last-Event-ID", bad))
                            .statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(server.get("/feed?cursor=1").statusCode()).isEqualTo(400);
    }

    @Test
    void goesOnWhenTheJournalCouldNotBeRead() {
        try (FeedClient client = new FeedClient(server, "").reading()) {
            await().until(() -> !client.comments.isEmpty());
            server.journal.failure = new IllegalStateException("disk full");
            server.append("trouble", "a");
            assertThat(server.get("/events").statusCode()).isEqualTo(503);
            server.journal.failure = null;

            await().until(() -> client.messages.size() == 1);
            assertThat(client.ended).isFalse();
        }
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
