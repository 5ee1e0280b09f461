package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Readings after a change, until it shows: answers of AWS may be older than the last write. */
public final class UntilSeen {

    /** Waits between them. AWS gives no figure for how long that takes. */
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3));

    private UntilSeen() {}

    /**
     * The first reading that shows the change.
     *
     * @param unseen the message of the failure, UNKNOWN_OUTCOME, if none does
     */
    public static <T> CompletionStage<T> read(Supplier<CompletionStage<T>> reading, Predicate<T> shown, String unseen) {
        return read(reading, shown, unseen, 0);
    }

    private static <T> CompletionStage<T> read(
            Supplier<CompletionStage<T>> reading, Predicate<T> shown, String unseen, int attempt) {
        if (attempt == WAITS.size()) {
            return CompletableFuture.failedStage(new PlatformException(PlatformException.Kind.UNKNOWN_OUTCOME, unseen));
        }
        return after(WAITS.get(attempt))
                .thenCompose(waited -> reading.get())
                .thenCompose(seen -> shown.test(seen)
                        ? CompletableFuture.completedStage(seen)
                        : read(reading, shown, unseen, attempt + 1));
    }

    private static CompletionStage<Boolean> after(Duration wait) {
        return wait.isZero()
                ? CompletableFuture.completedStage(true)
                : CompletableFuture.supplyAsync(
                        () -> true, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS));
    }
}
