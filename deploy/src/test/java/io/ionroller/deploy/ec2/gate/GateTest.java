package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration LONG = Duration.ofHours(10);

    @Test
    void makesACallAtOnceWhileThereAreTokens() {
        Scene scene = new Scene(40, 10);
        assertThat(scene.call(Lane.OBSERVE, "a")).isCompletedWithValue("a");
    }

    @Test
    void keepsAFifthOfTheBucketForRollbacks() {
        Scene scene = new Scene(40, 10);
        scene.calls(100, Lane.VERIFY, "verify");
        assertThat(scene.made("verify")).isEqualTo(32);
        assertThat(scene.gate.figures().tokens()).isEqualTo(8);
    }

    @Test
    void keepsTwoTokensForRollbacksOfASmallBucket() {
        Scene scene = new Scene(5, 1);
        scene.calls(100, Lane.VERIFY, "verify");
        assertThat(scene.made("verify")).isEqualTo(3);
    }

    @Test
    void letsRollbacksPassAtOnceWithTenThousandCallsWaiting() {
        Scene scene = new Scene(40, 10);
        scene.calls(10_000, Lane.VERIFY, "verify");
        scene.seconds(30);
        for (int i = 0; i < 8; i++) {
            assertThat(scene.call(Lane.ROLLBACK, "rollback")).isCompleted();
        }
    }

    @Test
    void rollbacksBeyondTheReserveWaitOnlyForEachOther() {
        Scene scene = new Scene(40, 10);
        scene.calls(10_000, Lane.VERIFY, "verify");
        scene.calls(18, Lane.ROLLBACK, "rollback");
        long verifiedBefore = scene.made("verify");
        scene.seconds(1);
        assertThat(scene.made("rollback")).isEqualTo(18);
        assertThat(scene.made("verify")).isEqualTo(verifiedBefore);
    }

    @Test
    void refillsTheReserveBeforeOthersGoOn() {
        Scene scene = new Scene(40, 10);
        scene.calls(10_000, Lane.VERIFY, "verify");
        scene.calls(8, Lane.ROLLBACK, "rollback");
        scene.seconds(0.8);
        assertThat(scene.made("verify")).isEqualTo(32);
        scene.seconds(1);
        assertThat(scene.made("verify")).isEqualTo(42);
    }

    @Test
    void makesNoMoreThanTheRateInTheLongRun() {
        Scene scene = new Scene(40, 10);
        scene.calls(10_000, Lane.CREATE, "create");
        scene.seconds(600);
        assertThat(scene.made("create")).isCloseTo(32 + 6000, within(1L));
    }

    @Test
    void servesALaneInTheOrderOfArrival() {
        Scene scene = new Scene(3, 1);
        for (int i = 0; i < 20; i++) {
            var unused = scene.call(Lane.VERIFY, "call-" + i, LONG);
        }
        scene.seconds(60);
        assertThat(scene.made)
                .hasSize(20)
                .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    @Test
    void letsHigherLanesGoFirst() {
        Scene scene = new Scene(3, 1);
        scene.calls(1, Lane.SWEEP, "first");
        for (Lane lane : new Lane[] {Lane.SWEEP, Lane.OBSERVE, Lane.WATCH, Lane.CREATE, Lane.VERIFY, Lane.ROLLBACK}) {
            scene.calls(lane == Lane.ROLLBACK ? 3 : 1, lane, lane.label());
        }
        scene.seconds(20);
        assertThat(scene.made)
                .containsExactly(
                        "first", "rollback", "rollback", "rollback", "verify", "create", "watch", "observe", "sweep");
    }

    @Test
    void doesNotStarveALaneBelowABusyOne() {
        Scene scene = new Scene(40, 10);
        scene.calls(10_000, Lane.VERIFY, "verify");
        scene.calls(1000, Lane.SWEEP, "sweep");
        scene.seconds(420);
        assertThat(scene.made("sweep")).isBetween(190L, 210L);
    }

    @Test
    void leavesABusyLaneMostOfTheCallsWhateverWaitsBelow() {
        Scene scene = new Scene(40, 10);
        for (Lane lane : Lane.values()) {
            scene.calls(lane == Lane.ROLLBACK ? 0 : 10_000, lane, lane.label());
        }
        scene.seconds(400);
        assertThat(scene.made("verify")).isGreaterThan(3100);
        assertThat(scene.made("create")).isGreaterThan(100);
        assertThat(scene.made("sweep")).isGreaterThan(100);
    }

    @Test
    void starvesOthersBehindRollbacks() {
        Scene scene = new Scene(40, 10);
        scene.calls(100, Lane.VERIFY, "verify");
        scene.calls(1000, Lane.ROLLBACK, "rollback");
        scene.seconds(60);
        assertThat(scene.made("verify")).isEqualTo(32);
    }

    @Test
    void givesACallUpWhenItsLongestWaitHasPassed() {
        Scene scene = new Scene(3, 0.1);
        scene.calls(3, Lane.VERIFY, "verify");
        CompletableFuture<String> late =
                scene.call(Lane.VERIFY, "DescribeRules").toCompletableFuture();
        scene.seconds(7.9);
        assertThat(late).isNotDone();
        scene.seconds(0.1);
        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(PlatformException.Kind.THROTTLED))
                .hasMessage(
                        "DescribeRules was not made: it waited 8 s for API limits of 123456789012/eu-west-1/elb-read,"
                                + " where 0.1 calls/s may be made and 2 go before it");
        assertThat(scene.figures(Lane.VERIFY).givenUp()).isEqualTo(1);
    }

    @Test
    void doesNotMakeACallThatWasGivenUp() {
        Scene scene = new Scene(3, 0.1);
        scene.calls(1, Lane.VERIFY, "verify");
        var unused = scene.call(Lane.VERIFY, "late");
        scene.seconds(100);
        assertThat(scene.made("late")).isZero();
    }

    @Test
    void doesNotMakeACallThatItsCallerCancelledWhileItWaited() {
        Scene scene = new Scene(3, 1);
        scene.calls(1, Lane.VERIFY, "verify");
        scene.call(Lane.VERIFY, "cancelled").toCompletableFuture().cancel(false);
        scene.calls(1, Lane.VERIFY, "next");
        scene.seconds(1);
        assertThat(scene.made).containsExactly("verify", "next");
    }

    @Test
    void passesTheFailureOfACallOnAsItIs() {
        Scene scene = new Scene(40, 10);
        var failure = Scene.answer("TargetGroupNotFound", 400);
        assertThatThrownBy(scene.refused(Lane.VERIFY, new CompletionException(failure))::join)
                .hasCause(failure);
    }

    @Test
    void failsACallThatCannotBeStartedAndGoesOn() {
        Scene scene = new Scene(40, 10);
        var failed = scene.gate.<String>call(Lane.VERIFY, "broken", () -> {
            throw new IllegalStateException("no credentials");
        });
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(scene.call(Lane.VERIFY, "next")).isCompleted();
    }

    @Test
    void aCallMadeFromTheAnswerOfAnotherNeedsItsOwnToken() {
        Scene scene = new Scene(4, 1);
        var chained = scene.call(Lane.VERIFY, "one")
                .thenCompose(one -> scene.call(Lane.VERIFY, "two"))
                .thenCompose(two -> scene.call(Lane.VERIFY, "three"));
        assertThat(chained).isNotDone();
        scene.seconds(1);
        assertThat(chained).isCompletedWithValue("three");
    }
}
