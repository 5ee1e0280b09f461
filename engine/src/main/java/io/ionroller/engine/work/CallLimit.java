package io.ionroller.engine.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets only so many platform calls of one kind be under way in this process; the others wait here, first come first served. After a
 * call its place rests for three times as long as the call took, at most a second. So the looks at what is in use become fewer
 * when the platform, or this process, is slow (after a restart, say), and take no more than a share of either, instead of making
 * it slower for the calls that change something. Safe for all threads; never blocks.
 */
final class CallLimit {

    private static final int REST = 3;

    private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();

    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int free;

    private final LongSupplier nanoTime;
    private final Rest rest;

    /** Does something later. */
    interface Rest {
        void after(long nanos, Runnable then);
    }

    /** @param places how many calls may be under way; at least 1 */
    CallLimit(int places) {
        this(
                places,
                System::nanoTime,
                (nanos, then) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS)
                        .execute(then));
    }

    CallLimit(int places, LongSupplier nanoTime, Rest rest) {
        this.free = places;
        this.nanoTime = nanoTime;
        this.rest = rest;
    }

    private record Call<T>(Supplier<CompletionStage<T>> call, CompletableFuture<T> answer) {

        CompletableFuture<Boolean> make() {
            return started()
                    .handle((result, failure) ->
                            failure == null ? answer.complete(result) : answer.completeExceptionally(failure))
                    .toCompletableFuture();
        }

        private CompletionStage<T> started() {
            try {
                return call.get();
            } catch (RuntimeException thrown) {
                return CompletableFuture.failedStage(thrown);
            }
        }
    }

    /** Makes the call at once, or when its turn has come, perhaps on another thread; answers what it answers. */
    <T> CompletionStage<T> admit(Supplier<CompletionStage<T>> call) {
        Call<T> entering = new Call<>(call, new CompletableFuture<>());
        if (enters(entering)) {
            make(entering);
        }
        return entering.answer();
    }

    /** A loop where calls are answered at once, so that the stack stays short. */
    private void make(@Nullable Call<?> first) {
        for (Call<?> next = first; next != null; ) {
            long began = nanoTime.getAsLong();
            CompletableFuture<Boolean> made = next.make();
            if (made.isDone()) {
                next = successor();
            } else {
                made.thenRun(() -> rest(nanoTime.getAsLong() - began));
                next = null;
            }
        }
    }

    private void rest(long took) {
        rest.after(Math.min(REST * took, LONGEST_REST), () -> make(successor()));
    }

    private synchronized boolean enters(Call<?> call) {
        if (free == 0) {
            waiting.addLast(call);
            return false;
        }
        free--;
        return true;
    }

    private synchronized @Nullable Call<?> successor() {
        Call<?> next = waiting.pollFirst();
        if (next == null) {
            free++;
        }
        return next;
    }
}
