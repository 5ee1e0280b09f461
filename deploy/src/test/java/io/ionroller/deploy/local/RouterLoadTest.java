package io.ionroller.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.TrafficObservation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The router under load while everything behind it changes. */
final class RouterLoadTest {

    private static final int SHIFTS = 20;
    private static final int CLIENTS = 12;

    private final LocalScene scene;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private volatile boolean over;

    RouterLoadTest() throws IOException {
        scene = new LocalScene();
    }

    @AfterEach
    void close() throws IOException {
        over = true;
        scene.close();
    }

    @Test
    void losesNoRequestThroughTwentyShiftsAndATeardown() throws Exception {
        scene.ready(1, 2);
        scene.ready(2, 2);
        scene.shift(Map.of(1L, 10_000));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(Thread.ofVirtual().start(() -> load(number)));
        }
        for (int shift = 1; shift <= SHIFTS; shift++) {
            long before = sent.sum();
            // Up and down, all the way and half: 5%, 100%, 15%, 100%, ...
            int share = shift % 2 == 0 ? 10_000 : shift * 500;
            scene.shift(Map.of(1L, 10_000 - share, 2L, share));
            LocalScene.until(() -> sent.sum() > before + 100);
        }
        assertThat(failures).isEmpty();
        TrafficObservation seen = scene.observeTraffic();
        assertThat(seen.routes().get(LocalScene.id(1)).requests()).isPositive();
        assertThat(seen.routes().get(LocalScene.id(2)).requests()).isPositive();
        assertThat(seen.routes().values())
                .allSatisfy(route -> assertThat(route.errors()).isZero());
        assertThat(scene.remove(1).exists()).isFalse();
        long before = sent.sum();
        LocalScene.until(() -> sent.sum() > before + 200);
        over = true;
        for (Thread client : clients) {
            assertThat(client.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(failures).isEmpty();
        assertThat(answers.keySet()).containsExactlyInAnyOrder("1.0.0", "2.0.0");
        assertThat(scene.ground.processes()).hasSize(2);
    }

    /** One client: some keep their connection for long, some for a few requests. */
    private void load(int number) {
        byte[] body = new byte[number % 3 == 0 ? 100 : 40_000];
        while (!over) {
            try (RawClient client = new RawClient(scene.listen)) {
                int most = number % 4 == 0 ? 10 : 1_000_000;
                for (int i = 0; i < most && !over; i++) {
                    RawClient.Answer answer = i % 2 == 0 ? client.get("/") : client.post("/", body);
                    if (answer.status() != 200 || (i % 2 == 1 && !answer.body().endsWith(" " + body.length))) {
                        failures.add(answer.toString());
                    }
                    answers.computeIfAbsent(answer.body().split(" ")[0], any -> new LongAdder())
                            .increment();
                    sent.increment();
                }
            } catch (IOException lost) {
                failures.add(lost.toString());
            }
        }
    }
}
