package io.ionroller.api.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Reads the body of a request. One that is too large is still taken off the wire within reason, so that its sender gets to
 * read the answer instead of a broken connection; nothing of it is kept.
 */
final class Body {

    /** Largest body that is accepted: 1 MiB. */
    static final int LARGEST = 1 << 20;

    private static final long MOST_DISCARDED = 32L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ByteStringBuilder kept = new ByteStringBuilder();
    private long received;

    private Body() {}

    static CompletionStage<ByteString> read(HttpRequest request, ActorSystem<?> system) {
        HttpEntity entity = request.entity();
        if (entity instanceof HttpEntity.Strict strict) {
            return strict.getData().length() <= LARGEST
                    ? CompletableFuture.completedFuture(strict.getData())
                    : CompletableFuture.failedFuture(tooLarge());
        }
        long announced = entity.getContentLengthOption().orElse(0);
        boolean notSentYet = request.getHeader("Expect").isPresent();
        if (announced > MOST_DISCARDED || (announced > LARGEST && notSentYet)) {
            return CompletableFuture.failedFuture(tooLarge());
        }
        return entity.withoutSizeLimit()
                .getDataBytes()
                .limitWeighted(MOST_DISCARDED, chunk -> (long) chunk.length())
                .completionTimeout(PATIENCE)
                .runFold(new Body(), Body::plus, system)
                .handle((body, failure) -> {
                    if (failure != null) {
                        throw failed(failure);
                    }
                    return body.whole();
                });
    }

    /** Takes a body off the wire that nobody wants, within the same limits; its sender can have the answer meanwhile. */
    static void discard(HttpRequest request, ActorSystem<?> system) {
        if (!(request.entity() instanceof HttpEntity.Strict)) {
            request.entity()
                    .withoutSizeLimit()
                    .getDataBytes()
                    .limitWeighted(MOST_DISCARDED, chunk -> (long) chunk.length())
                    .completionTimeout(PATIENCE)
                    .runWith(Sink.ignore(), system);
        }
    }

    private Body plus(ByteString chunk) {
        received += chunk.length();
        if (received <= LARGEST) {
            kept.append(chunk);
        } else {
            kept.clear();
        }
        return this;
    }

    private ByteString whole() {
        if (received > LARGEST) {
            throw tooLarge();
        }
        return kept.result();
    }

    private static ProblemException tooLarge() {
        return Problem.of(
                        Problem.Kind.TOO_LARGE,
                        "body-too-large",
                        "the body is larger than " + LARGEST + " bytes",
                        "send a smaller document")
                .thrown();
    }

    private static ProblemException failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof StreamLimitReachedException || cause instanceof StreamLimitReachedException) {
            return tooLarge();
        }
        boolean broken = failure instanceof EntityStreamException || cause instanceof EntityStreamException;
        return Problem.of(
                        broken ? Problem.Kind.BAD_REQUEST : Problem.Kind.TOO_SLOW,
                        broken ? "malformed-request" : "body-timeout",
                        broken
                                ? "the body broke off or is not well-formed"
                                : "the body did not arrive within " + PATIENCE.toMillis() / TimeUnit.SECONDS.toMillis(1)
                                        + " s",
                        "send the request again")
                .thrown();
    }
}
