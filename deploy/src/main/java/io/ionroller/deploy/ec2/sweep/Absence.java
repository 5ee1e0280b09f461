package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.Pages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What it means that something is not there (any more). */
final class Absence {

    private Absence() {}

    /** A call about several that fails because one is gone is taken apart; about one that is gone it is empty. */
    static <V> CompletionStage<Map<String, V>> oneOrMore(
            Throwable thrown,
            List<String> keys,
            Function<String, CompletionStage<Map<String, V>>> alone,
            String... codes) {
        if (!AwsFailure.has(thrown, codes)) {
            return CompletableFuture.failedStage(thrown);
        }
        return keys.size() == 1
                ? CompletableFuture.completedStage(Map.of())
                : Pages.each(keys, alone).thenApply(all -> {
                    Map<String, V> found = new HashMap<>();
                    all.forEach(found::putAll);
                    return found;
                });
    }

    /** The stage, with a value for what is gone. */
    static <T> CompletionStage<T> as(T value, CompletionStage<T> call, String... codes) {
        return call.exceptionallyCompose(thrown -> AwsFailure.has(thrown, codes)
                ? CompletableFuture.completedStage(value)
                : CompletableFuture.failedStage(thrown));
    }
}
