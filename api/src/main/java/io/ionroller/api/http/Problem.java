package io.ionroller.api.http;

import io.ionroller.engine.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request, before it is written.
 *
 * @param code stable, kebab-case; part of the API
 * @param detail what is the matter this time
 * @param violations wrong fields; may be empty
 * @param nextStep what to do about it; absent when the detail says it
 */
record Problem(
        Kind kind,
        String code,
        String detail,
        List<Violation> violations,
        @Nullable String nextStep) {

    /** The HTTP status of a problem and its title. */
    enum Kind {
        BAD_REQUEST(400, "The request cannot be read"),
        UNAUTHENTICATED(401, "It is not known who asks"),
        FORBIDDEN(403, "Not allowed"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        TOO_SLOW(408, "The request took too long to arrive"),
        CONFLICT(409, "It does not fit the present state"),
        TOO_LARGE(413, "The request is too large"),
        UNSUPPORTED(415, "Media type not supported"),
        INVALID(422, "The request is not valid"),
        TOO_MANY(429, "Too many requests"),
        INTERNAL(500, "Internal error"),
        UNAVAILABLE(503, "Not available now");

        final int status;
        final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    Problem {
        violations = List.copyOf(violations);
    }

    static Problem of(Kind kind, String code, String detail, @Nullable String nextStep) {
        return new Problem(kind, code, detail, List.of(), nextStep);
    }

    /** A problem about fields; the detail lists them. */
    static Problem of(Kind kind, String code, List<Violation> violations) {
        String detail = violations.stream()
                .limit(20)
                .map(Violation::sentence)
                .reduce((one, two) -> one + "; " + two)
                .orElse("the request is wrong");
        return new Problem(kind, code, detail, violations, null);
    }

    static Problem parameter(String name, String value, String wanted) {
        return of(Kind.BAD_REQUEST, "invalid-parameter", List.of(new Violation(name, quoted(value), wanted)));
    }

    static Problem header(String name, String value, String wanted) {
        return of(Kind.BAD_REQUEST, "invalid-header", List.of(new Violation(name, quoted(value), wanted)));
    }

    static Problem notFound(String code, String detail, String nextStep) {
        return of(Kind.NOT_FOUND, code, detail, nextStep);
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }

    ProblemException thrown() {
        return new ProblemException(this);
    }
}
