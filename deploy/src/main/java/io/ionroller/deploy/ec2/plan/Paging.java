package io.ionroller.deploy.ec2.plan;

import io.ionroller.engine.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists of AWS to their end. */
final class Paging {

    private static final int MOST_PAGES = 100;

    private Paging() {}

    /**
     * All items.
     *
     * @param read reads the page of a token, the first one of none
     * @param items of a page
     * @param next token of the following page; absent or empty at the end
     */
    static <P, T> CompletionStage<List<T>> all(
            Function<Optional<String>, CompletionStage<P>> read,
            Function<P, List<T>> items,
            Function<P, @Nullable String> next) {
        return more(read, items, next, Optional.empty(), new ArrayList<>(), 0);
    }

    // Six parameters: what a page is, and where the reading stands.
    private static <P, T> CompletionStage<List<T>> more(
            Function<Optional<String>, CompletionStage<P>> read,
            Function<P, List<T>> items,
            Function<P, @Nullable String> next,
            Optional<String> token,
            List<T> before,
            int pages) {
        if (pages == MOST_PAGES) {
            return CompletableFuture.failedStage(
                    new PlatformException(PlatformException.Kind.RETRYABLE, "a list of AWS does not end"));
        }
        return read.apply(token).thenCompose(page -> {
            before.addAll(items.apply(page));
            String following = next.apply(page);
            return following == null || following.isEmpty()
                    ? CompletableFuture.completedStage(before)
                    : more(read, items, next, Optional.of(following), before, pages + 1);
        });
    }
}
