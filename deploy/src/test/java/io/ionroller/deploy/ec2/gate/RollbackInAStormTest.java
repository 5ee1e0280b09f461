package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 200 rollouts that change traffic without a pause, through a gate that believes in 20 calls and 5 a second while AWS has 10 and 3.
 * Every three seconds one of them rolls back. Who is refused tries again after 100 ms, doubled up to 10 s, as effects do.
 */
class RollbackInAStormTest {

    private static final Duration AWS_TAKES = Duration.ofMillis(60);

    private final Scene scene = new Scene(20, 5);
    private final TokenBucket aws = new TokenBucket(new Allowance(10, 3), 0, scene.time.now());
    private final List<Duration> rollbacks = new ArrayList<>();

    private CompletionStage<String> modifyRule() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        aws.fill(aws.allowance(), scene.time.now());
        boolean accepted = aws.take(Lane.ROLLBACK);
        scene.time.after(AWS_TAKES, () -> {
            if (accepted) {
                answer.complete("done");
            } else {
                answer.completeExceptionally(Scene.answer("Throttling", 400));
            }
        });
        return answer;
    }

    private void change(Lane lane, Duration backOff, Runnable done) {
        scene.gate.call(lane, "ModifyRule", this::modifyRule).whenComplete((answer, failure) -> {
            if (failure == null) {
                done.run();
            } else {
                Duration next = backOff.multipliedBy(2);
                scene.time.after(
                        backOff, () -> change(lane, next.compareTo(Duration.ofSeconds(10)) > 0 ? backOff : next, done));
            }
        });
    }

    private void rollOut(Random random) {
        change(
                Lane.VERIFY,
                Duration.ofMillis(100),
                () -> scene.time.after(Duration.ofMillis(random.nextInt(1000)), () -> rollOut(random)));
    }

    private void rollBack() {
        Instant asked = scene.time.now();
        change(Lane.ROLLBACK, Duration.ofMillis(100), () -> rollbacks.add(Duration.between(asked, scene.time.now())));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isAcceptedWithinASecond(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            scene.time.after(Duration.ofMillis(random.nextInt(1000)), () -> rollOut(random));
        }
        int asked = 600;
        for (int i = 0; i < asked; i++) {
            scene.time.after(Duration.ofMillis(2000 + i * 3000L + random.nextInt(1000)), this::rollBack);
        }
        scene.time.advance(Duration.ofSeconds(10 + 3 * asked));
        List<Duration> sorted = rollbacks.stream().sorted().toList();
        assertThat(sorted).hasSize(asked);
        assertThat(sorted.get(asked / 2)).as("median").isLessThan(Duration.ofSeconds(1));
        assertThat(sorted.get(asked * 99 / 100)).as("99th percentile").isLessThan(Duration.ofSeconds(3));
    }
}
