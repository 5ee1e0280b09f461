package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private final CallLimit limit = new CallLimit(2);
    private final List<CompletableFuture<String>> calls = new ArrayList<>();

    private CompletionStage<String> call() {
        CompletableFuture<String> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }

    @Test
    void onlySoManyAreUnderWay() {
        List<CompletionStage<String>> answers =
                IntStream.range(0, 4).mapToObj(i -> limit.admit(this::call)).toList();
        assertThat(calls).hasSize(2);
        calls.get(1).complete("second");
        assertThat(answers.get(1).toCompletableFuture()).isCompletedWithValue("second");
        assertThat(calls).hasSize(3);
        assertThat(answers.get(2).toCompletableFuture()).isNotDone();
    }

    @Test
    void aFailedCallLeavesItsPlaceToTheNext() {
        CompletionStage<String> failing = limit.admit(() -> {
            throw new IllegalStateException("no");
        });
        limit.admit(this::call);
        limit.admit(this::call);
        CompletionStage<String> next = limit.admit(this::call);
        assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
        calls.getFirst().completeExceptionally(new IllegalStateException("no"));
        assertThat(calls).hasSize(3);
        calls.getLast().complete("third");
        assertThat(next.toCompletableFuture()).isCompletedWithValue("third");
    }

    @Test
    void manyThatAreAnsweredAtOnceNeedNoDeepStack() {
        limit.admit(this::call);
        limit.admit(this::call);
        List<CompletionStage<String>> answers = IntStream.range(0, 100_000)
                .mapToObj(i -> limit.admit(() -> CompletableFuture.completedStage("at once")))
                .toList();
        calls.forEach(call -> call.complete("late"));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isCompletedWithValue("at once"));
        limit.admit(this::call);
        limit.admit(this::call);
        assertThat(calls).hasSize(4);
    }
}
