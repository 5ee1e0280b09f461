package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final Duration PROOF = Duration.ZERO;
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int PAGE = 100;

    /** A call that AWS has not answered yet. */
    private record Call(Instant at, List<String> keys, Lane lane, CompletableFuture<Map<String, String>> answer) {

        void succeed(String value) {
            answer.complete(keys.stream()
                    .filter(key -> !key.startsWith("absent"))
                    .collect(Collectors.toMap(key -> key, key -> value)));
        }
    }

    private Scene scene = new Scene(1000, 1000);
    private final List<Call> calls = new ArrayList<>();
    private Readings<String, String> readings = readings(PAGE);

    private Readings<String, String> readings(int pageSize) {
        return new Readings<>(
                scene.gate,
                new Readings.Plan<>("Describe", pageSize, (keys, lane) -> {
                    Call call = new Call(scene.time.now(), keys, lane, new CompletableFuture<>());
                    calls.add(call);
                    return call.answer();
                }),
                Scene.SETTINGS.readings(),
                scene.time);
    }

    private void withCapacity(double capacity, double perSecond) {
        scene = new Scene(capacity, perSecond);
        readings = readings(PAGE);
    }

    private CompletableFuture<Seen<String>> read(String key, Lane lane, Duration freshness) {
        return readings.read(key, lane, freshness).toCompletableFuture();
    }

    private Seen<String> seen(String value, double afterSeconds) {
        return new Seen<>(
                Optional.of(value), VirtualGateTime.START.plus(Duration.ofMillis(Math.round(afterSeconds * 1000))));
    }

    @Test
    void answersWhatWasSeenAndWhenItsCallWasStarted() {
        var answer = read("a", Lane.VERIFY, PROOF);
        scene.seconds(1);
        calls.getFirst().succeed("v1");
        assertThat(answer).isCompletedWithValue(seen("v1", 0.005));
    }

    @Test
    void aKeyWithoutAValueIsNotThere() {
        var answer = read("absent", Lane.VERIFY, PROOF);
        scene.seconds(1);
        calls.getFirst().succeed("v1");
        assertThat(answer.join().value()).isEmpty();
    }

    @Test
    void whoAsksAtTheSameTimeSharesACall() {
        var a = read("a", Lane.VERIFY, PROOF);
        var b = read("b", Lane.VERIFY, PROOF);
        var again = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().keys()).containsExactly("a", "b");
        calls.getFirst().succeed("v1");
        assertThat(List.of(a, b, again)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void readsNoMoreKeysInACallThanFitOnAPage() {
        for (int i = 0; i < 250; i++) {
            var unused = read("key-" + i, Lane.VERIFY, PROOF);
        }
        scene.seconds(0.1);
        assertThat(calls.stream().map(call -> call.keys().size())).containsExactly(100, 100, 50);
    }

    @Test
    void aFailedPageFailsItsOwnReadersOnly() {
        List<CompletableFuture<Seen<String>>> answers = IntStream.range(0, 150)
                .mapToObj(i -> read("key-" + i, Lane.VERIFY, PROOF))
                .toList();
        scene.seconds(0.1);
        calls.get(0).answer().completeExceptionally(new IllegalStateException("no network"));
        calls.get(1).succeed("v1");
        assertThat(answers.subList(0, 100)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(answers.subList(100, 150)).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    }

    @Test
    void answersFromMemoryWithinTheFreshness() {
        var first = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().succeed("v1");
        scene.seconds(30);
        assertThat(read("a", Lane.OBSERVE, FRESH)).isCompletedWithValue(first.join());
        assertThat(calls).hasSize(1);
    }

    @Test
    void readsAgainWhenTheAnswerIsOlderThanTheFreshness() {
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().succeed("v1");
        scene.seconds(30.1);
        var again = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getLast().succeed("v2");
        assertThat(again.join().value()).hasValue("v2");
    }

    @Test
    void aReaderWithFreshnessJoinsACallThatIsUnderWay() {
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(5);
        var joined = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(5);
        assertThat(calls).hasSize(1);
        calls.getFirst().succeed("v1");
        assertThat(joined).isCompletedWithValue(seen("v1", 0.1));
    }

    @Test
    void aProofIsNeverAnsweredFromMemory() {
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().succeed("v1");
        var proof = read("a", Lane.VERIFY, PROOF);
        assertThat(proof).isNotDone();
        scene.seconds(0.1);
        calls.getLast().succeed("v2");
        assertThat(proof.join().value()).hasValue("v2");
    }

    @Test
    void aProofIsNeverAnsweredByACallAlreadyUnderWay() {
        var first = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        var proof = read("a", Lane.VERIFY, PROOF);
        calls.getFirst().succeed("v1");
        assertThat(first.join().value()).hasValue("v1");
        assertThat(proof).isNotDone();
        scene.seconds(0.1);
        calls.getLast().succeed("v2");
        assertThat(proof.join().value()).hasValue("v2");
    }

    @Test
    void aProofOfARollbackDoesNotWaitForOthers() {
        var unused = read("a", Lane.ROLLBACK, PROOF);
        assertThat(calls).hasSize(1);
    }

    @Test
    void proofsThatWaitForATokenShareTheCallThatGetsIt() {
        withCapacity(3, 0.5);
        scene.calls(1, Lane.VERIFY, "other");
        List<CompletableFuture<Seen<String>>> proofs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            proofs.add(read("key-" + i, Lane.VERIFY, PROOF));
            scene.seconds(0.02);
        }
        scene.seconds(1.2);
        assertThat(calls).hasSize(1);
        calls.getFirst().succeed("v1");
        assertThat(proofs).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aRollbackTakesWithItWhoWaitsForTheSameKeyAndOthers() {
        withCapacity(3, 0.01);
        scene.calls(1, Lane.VERIFY, "other");
        var waiting = read("a", Lane.OBSERVE, FRESH);
        var another = read("b", Lane.VERIFY, PROOF);
        scene.seconds(1);
        var rollback = read("a", Lane.ROLLBACK, PROOF);
        assertThat(calls).hasSize(1);
        calls.getFirst().succeed("v1");
        assertThat(List.of(waiting, another, rollback)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void callsThatHaveNothingLeftToReadCostNoToken() {
        withCapacity(3, 0.1);
        scene.calls(1, Lane.VERIFY, "other");
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(1);
        var rollback = read("a", Lane.ROLLBACK, PROOF);
        calls.getFirst().succeed("v1");
        assertThat(rollback).isDone();
        scene.seconds(60);
        assertThat(scene.gate.figures().actions()).containsEntry("Describe", 1L);
        assertThat(scene.figures(Lane.OBSERVE).waiting()).isZero();
    }

    @Test
    void readersWhoseCallGetsNoTokenAreGivenUp() {
        withCapacity(3, 0.01);
        scene.calls(1, Lane.VERIFY, "other");
        var proof = read("a", Lane.VERIFY, PROOF);
        scene.seconds(8.1);
        assertThat(proof).isCompletedExceptionally();
        assertThat(proof.handle((seen, failure) -> failure).join())
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(PlatformException.Kind.THROTTLED));
    }

    @Test
    void readersGetTheFailureItself() {
        var proof = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        IllegalStateException failure = new IllegalStateException("no network");
        calls.getFirst().answer().completeExceptionally(new CompletionException(failure));
        assertThat(proof.handle((seen, thrown) -> thrown).join()).isSameAs(failure);
    }

    @Test
    void readsAgainAfterAFailure() {
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().answer().completeExceptionally(new IllegalStateException("no network"));
        var again = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getLast().succeed("v1");
        assertThat(again).isDone().isNotCompletedExceptionally();
    }

    @Test
    void forgetsWhatIsKnown() {
        var unused = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().succeed("v1");
        readings.forget("a");
        assertThat(read("a", Lane.OBSERVE, FRESH)).isNotDone();
    }

    @Test
    void forgetsWhatACallUnderWayIsGoingToShow() {
        var before = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        readings.forget("a");
        calls.getFirst().succeed("old");
        assertThat(before).isDone();
        assertThat(read("a", Lane.OBSERVE, FRESH)).isNotDone();
    }

    @Test
    void forgettingDoesNotForgetWhoWaits() {
        var waiting = read("a", Lane.OBSERVE, FRESH);
        readings.forget("a");
        var after = read("a", Lane.OBSERVE, FRESH);
        scene.seconds(0.2);
        calls.getFirst().succeed("v1");
        assertThat(List.of(waiting, after)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void anAnswerThatComesLateDoesNotReplaceALaterOne() {
        var unused = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        var later = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        calls.get(1).succeed("new");
        calls.get(0).succeed("old");
        assertThat(later).isDone();
        assertThat(read("a", Lane.OBSERVE, FRESH).join().value()).hasValue("new");
    }

    @Test
    void remembersOnlySoManyKeys() {
        readings = new Readings<>(
                scene.gate,
                new Readings.Plan<>(
                        "Describe", 1, (keys, lane) -> CompletableFuture.completedStage(Map.of(keys.getFirst(), "v1"))),
                new ReadingsSettings(Duration.ofMillis(5), Duration.ofMillis(100), 2),
                scene.time);
        for (String key : List.of("a", "b", "c")) {
            var unused = read(key, Lane.OBSERVE, FRESH);
            scene.seconds(0.2);
        }
        assertThat(read("c", Lane.OBSERVE, FRESH)).isDone();
        assertThat(read("a", Lane.OBSERVE, FRESH)).isNotDone();
    }

    @Test
    void refreshesPolledKeysAlongWithOneThatIsStale() {
        for (int i = 0; i < 250; i++) {
            var unused = read("key-" + i, Lane.OBSERVE, FRESH);
            scene.seconds(0.02);
        }
        scene.seconds(1);
        calls.forEach(call -> call.succeed("v1"));
        calls.clear();
        scene.seconds(29);
        var unused = read("key-0", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        assertThat(calls.stream().flatMap(call -> call.keys().stream()).distinct())
                .hasSize(250);
        assertThat(calls).hasSize(3);
    }

    @Test
    void doesNotRefreshAlongWhatNobodyAskedForLately() {
        var unused = read("old", Lane.OBSERVE, Duration.ofSeconds(1));
        scene.seconds(11);
        var other = read("new", Lane.OBSERVE, Duration.ofSeconds(1));
        scene.seconds(0.1);
        assertThat(other).isNotDone();
        assertThat(calls.getLast().keys()).containsExactly("new");
    }

    @Test
    void aProofTakesNobodyAlong() {
        var unused = read("polled", Lane.OBSERVE, FRESH);
        scene.seconds(0.1);
        calls.getFirst().succeed("v1");
        scene.seconds(25);
        var proof = read("a", Lane.VERIFY, PROOF);
        scene.seconds(0.1);
        assertThat(proof).isNotDone();
        assertThat(calls.getLast().keys()).containsExactly("a");
    }
}
