package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingsTest extends ReadingsScene {

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
}
