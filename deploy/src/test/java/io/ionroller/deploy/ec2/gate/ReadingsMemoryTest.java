package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is answered from memory, and what is read along. */
class ReadingsMemoryTest extends ReadingsScene {

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
