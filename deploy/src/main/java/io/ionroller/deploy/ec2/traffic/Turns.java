package io.ionroller.deploy.ec2.traffic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work at a time: of two that read and write a service's traffic at the same time one would undo the other, because AWS
 * has few conditional writes. What is urgent is next. Thread-safe; never blocks.
 */
public final class Turns {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;

    /** Does the work when its turn has come, perhaps on another thread; the turn ends with its stage. */
    public <T> CompletionStage<T> take(boolean urgent, Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable turn = () -> begun(work).whenComplete((result, failure) -> {
            next();
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        if (mine(urgent, turn)) {
            turn.run();
        }
        return answer;
    }

    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    private synchronized boolean mine(boolean urgent, Runnable turn) {
        if (!taken) {
            taken = true;
            return true;
        }
        if (urgent) {
            waiting.addFirst(turn);
        } else {
            waiting.addLast(turn);
        }
        return false;
    }

    private void next() {
        Runnable turn = successor();
        if (turn != null) {
            turn.run();
        }
    }

    private synchronized @Nullable Runnable successor() {
        Runnable turn = waiting.pollFirst();
        taken = turn != null;
        return turn;
    }
}
