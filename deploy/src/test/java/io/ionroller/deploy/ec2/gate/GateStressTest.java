package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Safety under real threads: eight bring 100,000 calls, some of which fail or are throttled, while the timer makes those that
 * waited. Every call must be answered once, the counts must agree, and no more may be made than the bucket holds. Runs for a few
 * seconds; the seeds only choose lanes, the interleaving is the machine's.
 */
class GateStressTest {

    private static final int THREADS = 8;
    private static final int CALLS = 100_000;
    private static final double PER_SECOND = 50_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 4);
    private final TimerThread time = new TimerThread(threads);
    private final Allowance allowance = new Allowance(1000, PER_SECOND);
    private final Gate gate = new Gate(
            Scene.KEY, new FixedBudget(allowance, Scene.SETTINGS.learning(), time.now()), Scene.SETTINGS, time);

    private final Map<Integer, Long> versions = new ConcurrentHashMap<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder outdated = new LongAdder();

    @AfterEach
    void end() {
        time.close();
        threads.shutdownNow();
    }

    private void onAllThreads(IntConsumer work) {
        CompletableFuture.allOf(IntStream.range(0, THREADS)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> work.accept(thread), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void answersEachOfAHundredThousandCallsOnce() {
        LongAdder made = new LongAdder();
        LongAdder succeeded = new LongAdder();
        LongAdder failed = new LongAdder();
        long began = System.nanoTime();
        onAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < CALLS / THREADS; i++) {
                Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
                boolean fails = random.nextInt(10) == 0;
                gate.call(lane, "call", Duration.ofMinutes(5), () -> {
                            made.increment();
                            return answer(fails);
                        })
                        .whenComplete((done, failure) -> (failure == null ? succeeded : failed).increment());
            }
        });
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(succeeded.sum() + failed.sum()).isEqualTo(CALLS));
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(made.sum()).isEqualTo(CALLS);
        assertThat((double) CALLS).isLessThanOrEqualTo(allowance.capacity() + seconds * PER_SECOND + 1);
        assertThat(gate.figures().lanes().values().stream()
                        .mapToLong(LaneFigures::calls)
                        .sum())
                .isEqualTo(CALLS);
        assertThat(gate.figures().lanes().values()).allMatch(lane -> lane.waiting() == 0);
    }

    private CompletionStage<String> answer(boolean fails) {
        return fails
                ? CompletableFuture.failedStage(new IllegalStateException("no network"))
                : CompletableFuture.completedStage("done");
    }

    @Test
    void answersEachOfAHundredThousandReadingsAndProofsWithLaterOnes() {
        Readings<Integer, Long> readings = new Readings<>(
                gate,
                new Readings.Plan<>("Describe", 100, (keys, lane) -> describe(keys)),
                Scene.SETTINGS.readings(),
                time);
        onAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < CALLS / THREADS; i++) {
                writeAndRead(readings, random);
            }
        });
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(answered.sum()).isEqualTo(CALLS));
        assertThat(outdated.sum())
                .as("failures, and proofs older than what was written before them")
                .isZero();
        assertThat(gate.figures().actions().get("Describe")).isLessThan(CALLS / 10);
    }

    private void writeAndRead(Readings<Integer, Long> readings, Random random) {
        int key = random.nextInt(1000);
        boolean proof = random.nextInt(4) == 0;
        long before = versions.merge(key, 1L, Long::sum);
        if (random.nextInt(50) == 0) {
            readings.forget(key);
        }
        readings.read(key, proof ? Lane.VERIFY : Lane.OBSERVE, proof ? Duration.ZERO : Duration.ofMillis(200))
                .whenComplete((seen, failure) -> {
                    answered.increment();
                    if (failure != null || proof && seen.value().orElse(0L) < before) {
                        outdated.increment();
                    }
                });
    }

    private CompletionStage<Map<Integer, Long>> describe(List<Integer> keys) {
        return CompletableFuture.supplyAsync(
                () -> keys.stream()
                        .collect(Collectors.toMap(Function.identity(), key -> versions.getOrDefault(key, 0L))),
                threads);
    }
}
