package io.ionroller.api.http;

import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.CheckpointWrittenView;
import io.ionroller.api.view.VerificationLine;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;
import org.jspecify.annotations.Nullable;

/** {@code /audit}: the proof that the journal is as it was written. */
final class AuditRoutes {

    private static final Parameter SERVICE = Parameter.query("service", "string", "Only the events of this service.");
    private static final Parameter HEADS_AT = Parameter.query(
            "heads_at",
            "integer",
            "Also say where each chain had come to at this offset, to compare with a checkpoint.");

    private static final int ARCHIVED_AT_ONCE = 500;

    private final EventChain chain;
    private final @Nullable Checkpoints checkpoints;

    AuditRoutes(EventChain chain, @Nullable Checkpoints checkpoints) {
        this.chain = chain;
        this.checkpoints = checkpoints;
    }

    List<Endpoint> endpoints() {
        Operation verify = Operation.reading(
                        Permission.AUDIT,
                        "verifyJournal",
                        "Compute the hashes of all events anew, and say which do not fit; one object per line as it goes on,"
                                + " the last one is the result.",
                        Success.lines(VerificationLine.class))
                .with(SERVICE, HEADS_AT);
        Operation checkpoint = Operation.reading(
                        Permission.OPERATE,
                        "writeCheckpoint",
                        "Write a signed checkpoint now.",
                        Success.json(CheckpointWrittenView.class, 201))
                .failing(409);
        Operation archive = Operation.reading(
                        Permission.AUDIT,
                        "archiveEvents",
                        "All events of a service in the form that is hashed, one per line: the SHA-256 of each line is what the"
                                + " next one has as previous.",
                        Success.of(Responses.LINES))
                .failing(404);
        return List.of(
                Endpoint.get("/audit/verify", verify, this::verify),
                Endpoint.get("/services/{service}/archive", archive, this::archive),
                Endpoint.post("/audit/checkpoints", checkpoint, request -> checkpoint()));
    }

    private CompletionStage<HttpResponse> verify(ApiRequest request) {
        ServiceName service =
                request.query().text("service").map(EventFilter::name).orElse(null);
        Long headsAt = request.query().number("heads_at", 0, Long.MAX_VALUE).orElse(null);
        EventChain.Check check = chain.check(service, headsAt);
        // The first piece shows whether the store can be read, while there still is a status to say it with.
        return Upstream.store(check::next).thenApply(first -> {
            Verification verification = new Verification(service != null);
            return Responses.lines(pieces(first, check).mapConcat(verification::lines));
        });
    }

    private static Source<EventChain.Piece, NotUsed> pieces(EventChain.Piece first, EventChain.Check check) {
        return Source.single(first)
                .concat(Source.unfoldAsync(
                        first.last(),
                        done -> done
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : check.next().thenApply(piece -> Optional.of(Pair.create(piece.last(), piece)))));
    }

    private CompletionStage<HttpResponse> archive(ApiRequest request) {
        ServiceName service = request.service();
        return Upstream.store(() -> chain.hashed(service, 0, ARCHIVED_AT_ONCE)).thenApply(first -> {
            if (first.isEmpty()) {
                throw Problem.notFound(
                                "service-not-found",
                                "there is no event of " + service,
                                "see the services: GET /services")
                        .thrown();
            }
            Source<ByteString, NotUsed> rest = Source.unfoldAsync(
                            first.getLast().sequence(),
                            (Long after) -> chain.hashed(service, after, ARCHIVED_AT_ONCE)
                                    .thenApply(AuditRoutes::following))
                    .map(AuditRoutes::lines);
            return Responses.stream(
                    Responses.LINES_TYPE, Source.single(lines(first)).concat(rest));
        });
    }

    private static Optional<Pair<Long, List<EventChain.Hashed>>> following(List<EventChain.Hashed> next) {
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(Pair.create(next.getLast().sequence(), next));
    }

    private static ByteString lines(List<EventChain.Hashed> events) {
        ByteStringBuilder lines = new ByteStringBuilder();
        for (EventChain.Hashed event : events) {
            lines.putBytes(event.line()).putByte((byte) '\n');
        }
        return lines.result();
    }

    private CompletionStage<HttpResponse> checkpoint() {
        if (checkpoints == null) {
            throw Problem.of(
                            Problem.Kind.CONFLICT,
                            "checkpoints-off",
                            "this server writes no checkpoints",
                            "set ionroller.audit.checkpoints.folder or .bucket.name, and .key")
                    .thrown();
        }
        return Upstream.store(() -> checkpoints.write().exceptionallyCompose(AuditRoutes::unwritten))
                .thenApply(written -> Responses.json(
                        201,
                        new CheckpointWrittenView(
                                written.name(),
                                written.checkpoint().number(),
                                written.checkpoint().at(),
                                written.checkpoint().offset(),
                                written.checkpoint().heads().size(),
                                written.document())));
    }

    private static <T> CompletionStage<T> unwritten(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String reason = String.valueOf(cause.getMessage());
        return CompletableFuture.failedFuture(
                switch (cause) {
                    case Checkpoints.Contradiction _ ->
                        Problem.of(
                                        Problem.Kind.CONFLICT,
                                        "checkpoint-contradicted",
                                        reason,
                                        "keep the checkpoints and the database as they are, and verify against the checkpoint")
                                .thrown();
                    case UncheckedIOException _ ->
                        Problem.of(
                                        Problem.Kind.UNAVAILABLE,
                                        "checkpoint-not-written",
                                        reason,
                                        "mend that, and try again")
                                .thrown();
                    default -> cause;
                });
    }
}
