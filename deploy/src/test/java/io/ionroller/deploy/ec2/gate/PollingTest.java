package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What steady polling costs. */
class PollingTest {

    private static final int KEYS = 1000;
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Scene scene = new Scene(40, 10);
    private final AtomicInteger answered = new AtomicInteger();
    private Duration oldest = Duration.ZERO;

    private final Readings<Integer, String> readings = new Readings<>(
            scene.gate,
            new Readings.Plan<>("DescribeTargetGroups", 100, (keys, lane) -> answer(keys)),
            Scene.SETTINGS.readings(),
            scene.time);

    /** AWS takes 80 ms. */
    private CompletableFuture<Map<Integer, String>> answer(List<Integer> keys) {
        CompletableFuture<Map<Integer, String>> answer = new CompletableFuture<>();
        scene.time.after(
                Duration.ofMillis(80),
                () -> answer.complete(keys.stream().collect(Collectors.toMap(Function.identity(), key -> "v1"))));
        return answer;
    }

    private void poll(int key, Duration every) {
        scene.time.after(every, () -> poll(key, every));
        readings.read(key, Lane.OBSERVE, FRESH).thenAccept(seen -> {
            answered.incrementAndGet();
            Duration age = Duration.between(seen.at(), scene.time.now());
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aThousandKeysPolledBySixteenReadersCostLessThanTwoCallsASecond(long seed) {
        Random random = new Random(seed);
        Duration every = Duration.ofSeconds(5);
        for (int reader = 0; reader < 16; reader++) {
            long offset = random.nextInt(5000);
            for (int key = reader; key < KEYS; key += 16) {
                int polled = key;
                scene.time.after(Duration.ofMillis(offset + random.nextInt(500)), () -> poll(polled, every));
            }
        }
        scene.time.advance(Duration.ofMinutes(10));
        long calls = scene.gate.figures().actions().get("DescribeTargetGroups");
        assertThat(calls / 600.0).as("calls per second").isLessThan(0.6);
        assertThat(answered.get()).isGreaterThan(KEYS * 118);
        assertThat(oldest).isLessThanOrEqualTo(FRESH);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4})
    void everyOneOfSixteenReadersPollingAllKeysCostsNoMore(long seed) {
        Random random = new Random(seed);
        for (int reader = 0; reader < 16; reader++) {
            for (int key = 0; key < KEYS; key++) {
                int polled = key;
                scene.time.after(Duration.ofMillis(random.nextInt(5000)), () -> poll(polled, Duration.ofSeconds(5)));
            }
        }
        scene.time.advance(Duration.ofMinutes(2));
        long calls = scene.gate.figures().actions().get("DescribeTargetGroups");
        assertThat(calls / 120.0).as("calls per second").isLessThan(1);
    }
}
