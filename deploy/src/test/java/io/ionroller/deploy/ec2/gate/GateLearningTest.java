package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class GateLearningTest {

    private final Scene scene = new Scene(40, 10);

    private double rate() {
        return scene.gate.figures().allowance().perSecond();
    }

    @ParameterizedTest
    @CsvSource({
        "Throttling, 400, true",
        "ThrottlingException, 400, true",
        "RequestLimitExceeded, 503, true",
        "TooManyRequestsException, 400, true",
        "Whatever, 429, true",
        "PriorRequestNotComplete, 400, false",
        "AccessDenied, 403, false",
        "ServiceUnavailable, 503, false"
    })
    void knowsAThrottlingAnswer(String code, int status, boolean throttling) {
        assertThat(Throttling.in(new RuntimeException(Scene.answer(code, status))))
                .isEqualTo(throttling);
    }

    @Test
    void otherFailuresAreNoThrottling() {
        assertThat(Throttling.in(new IllegalStateException("no network"))).isFalse();
    }

    @Test
    void halvesTheRateWhenAwsThrottles() {
        scene.refused(Lane.VERIFY, Scene.answer("ThrottlingException", 400));
        assertThat(rate()).isEqualTo(5);
    }

    @Test
    void keepsTheRateWhenACallFailsOtherwise() {
        scene.refused(Lane.VERIFY, Scene.answer("AccessDenied", 403));
        assertThat(rate()).isEqualTo(10);
    }

    @Test
    void emptiesTheBucketButForTheReserve() {
        scene.refused(Lane.VERIFY, Scene.answer("ThrottlingException", 400));
        assertThat(scene.gate.figures().tokens()).isEqualTo(8);
        assertThat(scene.call(Lane.VERIFY, "verify")).isNotDone();
        assertThat(scene.call(Lane.ROLLBACK, "rollback")).isCompleted();
    }

    @Test
    void callsUnderWayAtTheSameTimeLowerTheRateOnce() {
        List<CompletableFuture<String>> underWay = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            underWay.add(answer);
            var unused = scene.gate.call(Lane.VERIFY, "call", () -> answer);
        }
        scene.seconds(0.1);
        AwsServiceException throttled = Scene.answer("Throttling", 400);
        underWay.forEach(answer -> answer.completeExceptionally(throttled));
        assertThat(rate()).isEqualTo(5);
        assertThat(scene.figures(Lane.VERIFY).throttled()).isEqualTo(20);
    }

    @Test
    void doesNotGoBelowTheFloor() {
        for (int i = 0; i < 8; i++) {
            scene.refused(Lane.ROLLBACK, Scene.answer("Throttling", 400));
            scene.seconds(0.01);
        }
        assertThat(rate()).isCloseTo(1, within(0.01));
    }

    @Test
    void risesSteadilyBackToTheConfiguredRate() {
        scene.refused(Lane.VERIFY, Scene.answer("ThrottlingException", 400));
        scene.seconds(15);
        assertThat(rate()).isCloseTo(7.5, within(0.01));
        scene.seconds(15);
        assertThat(rate()).isCloseTo(10, within(0.01));
        scene.seconds(100);
        assertThat(rate()).isEqualTo(10);
    }

    /** AWS lets 4 a second through although 10 are configured; throttled calls are asked for again after a second. */
    @Test
    void settlesBelowALimitThatIsLowerThanConfigured() {
        TokenBucket aws = new TokenBucket(new Allowance(10, 4), 0, scene.time.now());
        int[] passed = {0};
        int[] refused = {0};
        for (int i = 0; i < 30_000; i++) {
            var unused = scene.gate.call(Lane.VERIFY, "call", Duration.ofHours(10), () -> {
                aws.fill(aws.allowance(), scene.time.now());
                if (aws.take(Lane.ROLLBACK)) {
                    passed[0]++;
                    return CompletableFuture.completedStage("done");
                }
                refused[0]++;
                return CompletableFuture.failedStage(Scene.answer("Throttling", 400));
            });
        }
        scene.seconds(3600);
        assertThat(passed[0]).as("of 14,400 possible").isGreaterThan(10_000);
        assertThat(refused[0]).as("of %d let through", passed[0]).isLessThan(passed[0] / 20);
    }
}
