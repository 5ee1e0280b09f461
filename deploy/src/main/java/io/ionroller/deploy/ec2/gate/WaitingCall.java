package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A call that came to a gate. Ordered by its deadline, then by its number, which is unique in its gate. */
record WaitingCall<T>(
        long number,
        Lane lane,
        String action,
        Instant entered,
        Instant deadline,
        Supplier<? extends CompletionStage<T>> call,
        CompletableFuture<T> answer)
        implements Comparable<WaitingCall<?>> {

    /** What the call answers; also when it could not even be started. */
    CompletionStage<T> made() {
        try {
            return call.get();
        } catch (RuntimeException | Error notStarted) {
            // Whatever it is belongs to who asked: the gate goes on with the calls of others.
            return CompletableFuture.failedStage(notStarted);
        }
    }

    /** Whether its caller has given it up, or somebody has answered it. */
    boolean settled() {
        return answer.isDone();
    }

    @Override
    public int compareTo(WaitingCall<?> other) {
        int byDeadline = deadline.compareTo(other.deadline);
        return byDeadline != 0 ? byDeadline : Long.compare(number, other.number);
    }

    /** By identity: two calls are never the same. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
