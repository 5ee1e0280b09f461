package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong();
    private final List<Long> rests = new ArrayList<>();
    private final List<Runnable> resting = new ArrayList<>();
    private final CallLimit limit = new CallLimit(2, now::get, (nanos, then) -> {
        rests.add(nanos);
        resting.add(then);
    });
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
        restIsOver();
        assertThat(answers.get(1).toCompletableFuture()).isCompletedWithValue("second");
        assertThat(calls).hasSize(3);
        assertThat(answers.get(2).toCompletableFuture()).isNotDone();
    }

    /** So looks take no more than a quarter of what two that never rest would take. */
    @Test
    void aPlaceRestsForThreeTimesAsLongAsItsCallTook() {
        IntStream.range(0, 4).forEach(i -> limit.admit(this::call));
        now.addAndGet(SECOND / 10);
        calls.get(0).complete("first");
        assertThat(calls).hasSize(2);
        assertThat(rests).containsExactly(3 * SECOND / 10);
        now.addAndGet(SECOND);
        calls.get(1).complete("second");
        assertThat(rests).containsExactly(3 * SECOND / 10, SECOND);
        restIsOver();
        assertThat(calls).hasSize(4);
    }

    private void restIsOver() {
        List<Runnable> over = List.copyOf(resting);
        resting.clear();
        over.forEach(Runnable::run);
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
        restIsOver();
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
        restIsOver();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isCompletedWithValue("at once"));
        limit.admit(this::call);
        limit.admit(this::call);
        assertThat(calls).hasSize(4);
    }
}
