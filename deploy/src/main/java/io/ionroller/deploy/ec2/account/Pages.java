package io.ionroller.deploy.ec2.account;

import io.ionroller.engine.platform.PlatformException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows lists of AWS's to their end; a list that repeats itself or does not end fails. */
public final class Pages {

    /** More than any quota of AWS's needs; a list that goes on beyond is broken. */
    private static final int MOST = 2_000;

    private Pages() {}

    /** One page and the token of the next; absent or empty on the last. */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * All items.
     *
     * @param action for messages
     * @param read reads the page of a token; null for the first
     */
    public static <T> CompletionStage<List<T>> all(
            String action, Function<@Nullable String, CompletionStage<Page<T>>> read) {
        return further(action, read, null, new ArrayList<>(), new HashSet<>());
    }

    private static <T> CompletionStage<List<T>> further(
            String action,
            Function<@Nullable String, CompletionStage<Page<T>>> read,
            @Nullable String token,
            List<T> before,
            Set<String> tokens) {
        return read.apply(token).thenCompose(page -> {
            before.addAll(page.items());
            String next = page.next();
            if (next == null || next.isEmpty()) {
                return CompletableFuture.completedStage(before);
            }
            if (!tokens.add(next) || tokens.size() > MOST) {
                return CompletableFuture.failedStage(
                        new PlatformException(PlatformException.Kind.RETRYABLE, action + ": the list does not end"));
            }
            return further(action, read, next, before, tokens);
        });
    }

    /** Does something for each item, one after the other. */
    public static <T, R> CompletionStage<List<R>> each(List<T> items, Function<T, CompletionStage<R>> work) {
        CompletionStage<List<R>> done = CompletableFuture.completedStage(new ArrayList<>());
        for (T item : items) {
            done = done.thenCompose(results -> work.apply(item).thenApply(result -> {
                results.add(result);
                return results;
            }));
        }
        return done;
    }
}
