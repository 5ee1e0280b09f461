package io.ionroller.deploy.local.router;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.stream.StreamTcpException;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The way of one request: sent to an instance of its route, to another one if that is safe, its answer handed on, and
 * counted as in flight until the answer's last byte is there or the client has left.
 */
final class Forwarding {

    private static final int MOST_ATTEMPTS = 3;

    private final Route route;
    private final HttpRequest request;
    private final ActorSystem<?> system;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean bodyTaken = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    // Attempts follow each other, so the next two need no lock: each is handed on by the completion of the last.
    private final Set<InetSocketAddress> tried = new HashSet<>();
    private int attempts;

    /** The route has counted the request as in flight already. */
    Forwarding(Route route, HttpRequest received, ActorSystem<?> system) {
        this.route = route;
        this.system = system;
        HttpRequest forward = ProxyMessage.forward(received);
        this.request = forward.entity().isStrict() ? forward : forward.withEntity(watched(forward.entity()));
    }

    CompletionStage<HttpResponse> run() {
        Optional<Upstream> upstream = route.next(tried);
        if (upstream.isEmpty()) {
            return CompletableFuture.completedFuture(
                    refuse(Problem.of(503, "no-healthy-instance", route.environment() + " has no healthy instance")));
        }
        InetSocketAddress address = upstream.get().address();
        tried.add(address);
        attempts++;
        return upstream.get()
                .send(request)
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(handOn(answer))
                        : afterFailure(address, cause(failure)))
                .thenCompose(next -> next);
    }

    private CompletionStage<HttpResponse> afterFailure(InetSocketAddress address, Throwable failure) {
        boolean untouched = request.entity().isStrict() || !bodyTaken.get();
        boolean repeatable = notSent(failure)
                || (idempotent() && request.entity().isStrict() && !(failure instanceof TimeoutException));
        if (untouched && repeatable && attempts < MOST_ATTEMPTS) {
            return run();
        }
        String where = route.environment() + " at " + address.getPort();
        Problem problem = failure instanceof TimeoutException
                ? Problem.of(504, "instance-too-slow", where + " did not answer in time")
                : Problem.of(502, "instance-failed", where + ": " + failure.getMessage());
        return CompletableFuture.completedFuture(refuse(problem));
    }

    private HttpResponse refuse(Problem problem) {
        if (!request.entity().isStrict() && !bodyTaken.get()) {
            request.discardEntityBytes(system);
        }
        end(true);
        return problem.response();
    }

    private HttpResponse handOn(HttpResponse answer) {
        boolean error = answer.status().intValue() >= 500;
        HttpResponse back = ProxyMessage.back(answer);
        if (back.entity().isStrict() || request.method().equals(HttpMethods.HEAD)) {
            end(error);
            return back;
        }
        return back.withEntity(counted(back.entity(), error));
    }

    private ResponseEntity counted(ResponseEntity entity, boolean error) {
        Flow<ByteString, ByteString, NotUsed> untilEnd = Flow.of(ByteString.class)
                .watchTermination((mat, done) -> {
                    done.whenComplete((ok, failure) -> end(error || failure != null));
                    return mat;
                });
        Source<ByteString, ?> bytes = entity.getDataBytes().via(untilEnd);
        return entity.getContentLengthOption().isPresent()
                ? HttpEntities.create(
                        entity.getContentType(), entity.getContentLengthOption().getAsLong(), bytes)
                : HttpEntities.createChunked(entity.getContentType(), bytes);
    }

    private RequestEntity watched(RequestEntity entity) {
        Source<ByteString, ?> bytes = entity.getDataBytes().mapMaterializedValue(mat -> {
            bodyTaken.set(true);
            return mat;
        });
        return entity instanceof HttpEntity.Default
                ? HttpEntities.create(
                        entity.getContentType(), entity.getContentLengthOption().getAsLong(), bytes)
                : HttpEntities.createChunked(entity.getContentType(), bytes);
    }

    private void end(boolean error) {
        if (ended.compareAndSet(false, true)) {
            route.end(startedAt, error);
        }
    }

    private boolean idempotent() {
        return request.method().isIdempotent();
    }

    private static boolean notSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NotSentException
                    || (cause instanceof StreamTcpException
                            && String.valueOf(cause.getMessage()).contains("Connect("))) {
                return true;
            }
        }
        return false;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
