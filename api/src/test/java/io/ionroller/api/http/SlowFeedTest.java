package io.ionroller.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the feed that take nothing. */
final class SlowFeedTest {

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(
                "ionroller.api.feed.keep-alive = 50 ms",
                "ionroller.api.feed.slow-client-limit = 2 s",
                "ionroller.api.feed.most-clients = 6");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void cutsOffSlowClientsWithoutHarmToOthersAndLetsThemResume() {
        int total = 2500;
        String large = "x".repeat(4000);
        List<FeedClient> slow = Stream.generate(() -> new FeedClient(server, "?after=0"))
                .limit(5)
                .toList();
        try (FeedClient quick = new FeedClient(server, "?after=0").reading()) {
            await().until(this::refused);
            for (int i = 0; i < total; i++) {
                server.append("slow", large);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> quick.messages.size() == total);
            // A feed that is cut off gives its place back.
            await().atMost(Duration.ofSeconds(20)).until(() -> !refused());

            FeedClient late = slow.getFirst().reading();
            await().until(() -> late.ended);
            List<Long> got = late.ids();
            assertThat(got).isNotEmpty().isEqualTo(offsets(1, got.size())).hasSizeLessThan(total);
            try (FeedClient resumed = new FeedClient(server, "", "Last-Event-ID: " + got.getLast()).reading()) {
                await().atMost(Duration.ofSeconds(20)).until(() -> resumed.messages.size() == total - got.size());
                assertThat(resumed.ids()).isEqualTo(offsets(got.size() + 1, total));
            }
        } finally {
            slow.forEach(FeedClient::close);
        }
    }

    private boolean refused() {
        try (FeedClient probe = new FeedClient(server, "").reading()) {
            await().until(() -> !probe.comments.isEmpty() || probe.refused);
            return probe.refused;
        }
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
