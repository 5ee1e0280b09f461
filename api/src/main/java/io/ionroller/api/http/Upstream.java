package io.ionroller.api.http;

import io.ionroller.engine.platform.PlatformException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls what the API is built on; a failure there is a 503, not a bug of ours. */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private Upstream() {}

    /** Asks the owner of a service. */
    static <T> CompletionStage<T> owner(Supplier<CompletionStage<T>> call) {
        return guarded(call, "journal-unavailable", "the journal cannot be written or read now");
    }

    /** Reads the journal or the catalogue. */
    static <T> CompletionStage<T> store(Supplier<CompletionStage<T>> call) {
        return guarded(call, "store-unavailable", "the stored events cannot be read now");
    }

    /** Asks a platform. */
    static <T> CompletionStage<T> platform(Supplier<CompletionStage<T>> call) {
        return guarded(call, "platform-unavailable", "the platform does not answer");
    }

    /** Asks the members of the cluster. */
    static <T> CompletionStage<T> cluster(Supplier<CompletionStage<T>> call) {
        return guarded(call, "cluster-unknown", "this node cannot say how its cluster stands");
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call, String code, String detail) {
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.exceptionallyCompose(failure -> CompletableFuture.failedFuture(translated(failure, code, detail)));
    }

    private static ProblemException translated(Throwable failure, String code, String detail) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException already) {
            return already;
        }
        LOG.atWarn()
                .addKeyValue("code", code)
                .setCause(cause)
                .log("a request could not be served; the client may retry");
        if (cause instanceof TimeoutException) {
            return Problem.of(
                            Problem.Kind.UNAVAILABLE,
                            "no-answer-in-time",
                            "no answer came in time; the request may or may not have been stored",
                            "send it again with the same Idempotency-Key")
                    .thrown();
        }
        String why = cause instanceof PlatformException platform ? detail + ": " + platform.getMessage() : detail;
        return Problem.of(Problem.Kind.UNAVAILABLE, code, why, "try again").thrown();
    }
}
