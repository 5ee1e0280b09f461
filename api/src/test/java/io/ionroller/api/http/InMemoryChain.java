package io.ionroller.api.http;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A chain that says what a test tells it to. */
final class InMemoryChain implements EventChain {

    volatile List<Piece> pieces = List.of(new Piece(0, 0, List.of(), true));
    volatile Heads heads = new Heads(0, List.of());
    volatile List<Hashed> archive = List.of(new Hashed(1, new byte[] {'{', '}'}));
    volatile @Nullable Throwable failure;
    volatile @Nullable ServiceName service;
    volatile @Nullable Long headsAt;

    @Override
    public Check check(@Nullable ServiceName only, @Nullable Long at) {
        service = only;
        headsAt = at;
        Deque<Piece> left = new ArrayDeque<>(pieces);
        return () -> failure == null
                ? CompletableFuture.completedFuture(left.removeFirst())
                : CompletableFuture.failedFuture(failure);
    }

    @Override
    public CompletionStage<List<Hashed>> hashed(ServiceName only, long after, int limit) {
        return CompletableFuture.completedFuture(archive.stream()
                .filter(line -> line.sequence() > after)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<Heads> heads() {
        return failure == null ? CompletableFuture.completedFuture(heads) : CompletableFuture.failedFuture(failure);
    }
}
