package io.ionroller.api.http;

import io.ionroller.api.view.ProblemView;
import io.ionroller.api.view.ViolationView;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.rollout.Rejection;
import java.util.concurrent.CompletionException;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become {@code application/problem+json} (RFC 9457). */
final class Problems {

    /** How long a client should wait after a 429 or 503, in seconds. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private static final ContentType CONTENT_TYPE =
            ContentTypes.create(MediaTypes.customBinary("application", "problem+json", true));
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** @param trace by which a tracing system finds the request; absent when it is not traced */
    static HttpResponse response(Problem problem, String path, @Nullable String trace) {
        HttpResponse response = Responses.json(problem.kind().status, CONTENT_TYPE, view(problem, path, trace));
        return switch (problem.kind()) {
            case UNAVAILABLE, TOO_MANY -> response.addHeader(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS));
            case UNAUTHENTICATED ->
                response.addHeader(RawHeader.create("WWW-Authenticate", Guard.challenge(problem.code())));
            case BAD_REQUEST,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    TOO_SLOW,
                    CONFLICT,
                    TOO_LARGE,
                    UNSUPPORTED,
                    INVALID,
                    INTERNAL -> response;
        };
    }

    /**
     * The answer to a request whose handling failed.
     *
     * @param trace by which a tracing system finds it; absent when it is not traced
     */
    static HttpResponse response(Throwable failure, String path, @Nullable String trace) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return response(problem(cause, path, trace), path, trace);
    }

    static ProblemException of(Rejection rejection) {
        Problem.Kind kind = switch (rejection.kind()) {
            case NOT_FOUND -> Problem.Kind.NOT_FOUND;
            case CONFLICT -> Problem.Kind.CONFLICT;
            case INVALID -> Problem.Kind.INVALID;
        };
        return Problem.of(kind, rejection.code(), rejection.sentence(), null).thrown();
    }

    /** The answer to what Pekko could not read as a request. */
    static HttpResponse malformed(int status, String summary) {
        String code = "malformed-request";
        ProblemView view = new ProblemView(
                ProblemView.TYPE_PREFIX + code,
                Problem.Kind.BAD_REQUEST.title,
                status,
                summary,
                "",
                code,
                null,
                "send a well-formed HTTP request",
                null);
        return Responses.json(status, CONTENT_TYPE, view);
    }

    /** The answer when the server itself did not answer in time. */
    static HttpResponse tooSlow(String path, @Nullable String trace) {
        Problem problem = Problem.of(
                Problem.Kind.UNAVAILABLE,
                "no-answer-in-time",
                "no answer came in time; the request may or may not have been stored",
                "send it again with the same Idempotency-Key");
        return response(problem, path, trace);
    }

    private static Problem problem(Throwable failure, String path, @Nullable String trace) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case InvalidValueException invalid ->
                Problem.of(Problem.Kind.BAD_REQUEST, "invalid-parameter", invalid.violations());
            default -> {
                LOG.atError()
                        .addKeyValue("path", path)
                        .addKeyValue("trace_id", trace)
                        .setCause(failure)
                        .log("a request failed: this is a bug");
                yield Problem.of(
                        Problem.Kind.INTERNAL,
                        "internal-error",
                        "the server met an error of its own; its log says which",
                        "look at the server's log, and report it");
            }
        };
    }

    private static ProblemView view(Problem problem, String path, @Nullable String trace) {
        return new ProblemView(
                ProblemView.TYPE_PREFIX + problem.code(),
                problem.kind().title,
                problem.kind().status,
                problem.detail(),
                path,
                problem.code(),
                problem.violations().isEmpty()
                        ? null
                        : problem.violations().stream().map(ViolationView::of).toList(),
                problem.nextStep(),
                trace);
    }
}
