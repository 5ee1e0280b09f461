package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as {@code application/problem+json} (RFC 9457).
 *
 * @param type stable URI of the kind of problem, {@code urn:ionroller:problem:<code>}
 * @param title what kind of problem it is, always the same for a code
 * @param status the HTTP status
 * @param detail what is the matter this time
 * @param instance path of the request
 * @param code stable, kebab-case
 * @param violations every field that was wrong; absent when the problem is not about fields
 * @param nextStep what to do about it; absent when there is nothing to say
 * @param traceId by which a tracing system finds the request; absent when it is not traced
 */
public record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @Nullable List<ViolationView> violations,
        @Nullable String nextStep,
        @Nullable String traceId) {

    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What every {@link #type} begins with. */
    public static final String TYPE_PREFIX = "urn:ionroller:problem:";
}
