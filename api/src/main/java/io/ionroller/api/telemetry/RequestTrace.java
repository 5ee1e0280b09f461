package io.ionroller.api.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** One request in a trace; {@link #NONE} when nothing is traced. */
public final class RequestTrace {

    /** Of a process that traces nothing. */
    public static final RequestTrace NONE = new RequestTrace(Span.getInvalid());

    private static final int FIRST_FAULT = 500;

    private final Span span;

    RequestTrace(Span span) {
        this.span = span;
    }

    /** Which endpoint it is for, such as {@code GET} and {@code /services/{service}}. */
    public void route(String method, String template) {
        span.updateName(method + " " + template);
        span.setAttribute("http.route", template);
    }

    /** What calls for it belong to, as the header {@code traceparent}; absent when it is not traced. */
    public @Nullable String traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /** By which a tracing system finds it; absent when it is not traced. */
    public @Nullable String id() {
        SpanContext context = span.getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    /** It was answered. */
    public void end(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FIRST_FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
