package io.ionroller.api.telemetry;

import com.typesafe.config.Config;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.work.CallTraces;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry traces (ADR 0024): a span for each request that changes or reads something, and one for each call to a platform
 * that is made for a release, in the trace of the request for that release. Off unless an endpoint is set. Thread-safe; spans that
 * were not sent when the process dies are lost, and nothing else is.
 */
public final class Tracing implements CallTraces, AutoCloseable {

    private static final String SCOPE = "io.ionroller";
    private static final String HEADER = "traceparent";

    private final @Nullable OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = (sdk == null ? OpenTelemetry.noop() : sdk).getTracer(SCOPE);
    }

    /**
     * As the configuration says; everything but the endpoint is told to the SDK as its own documentation says ({@code OTEL_...}).
     *
     * @param config the whole of it, with {@code ionroller.tracing.endpoint}
     */
    public static Tracing from(Config config, String version) {
        String endpoint = config.getString("ionroller.tracing.endpoint");
        if (endpoint.isBlank()) {
            return new Tracing(null);
        }
        Map<String, String> standard = Map.of(
                "otel.exporter.otlp.endpoint", endpoint,
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.service.name", "ionroller",
                "otel.resource.attributes", "service.version=" + version);
        return new Tracing(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> standard)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    /**
     * A request has come.
     *
     * @param traceparent what it says of the trace that it belongs to; absent, or broken, for a trace of its own
     */
    public RequestTrace request(String method, String path, @Nullable String traceparent) {
        if (sdk == null) {
            return RequestTrace.NONE;
        }
        return new RequestTrace(tracer.spanBuilder(method)
                .setParent(context(traceparent))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("url.path", path)
                .startSpan());
    }

    @Override
    public Platform within(Platform platform, String trace, EffectId effect) {
        return sdk == null ? platform : new PlatformCalls(call -> record(call, trace, effect)).apply(platform);
    }

    private void record(PlatformCalls.Call call, String trace, EffectId effect) {
        Span span = tracer.spanBuilder(call.platform() + " " + call.verb())
                .setParent(context(trace))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(call.began())
                .setAttribute("ionroller.service", effect.service().value())
                .setAttribute("ionroller.release", effect.release())
                .setAttribute("ionroller.effect", effect.toString())
                .setAttribute("ionroller.outcome", call.outcome())
                .startSpan();
        Throwable cause = call.cause();
        if (cause != null) {
            span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
        }
        span.end(call.began().plus(call.took()));
    }

    private static Context context(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, Getter.ONE);
    }

    /** Sends what was not sent yet, for some seconds at the most. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }

    /** Reads a context from the one header by which it comes. */
    private enum Getter implements TextMapGetter<String> {
        ONE;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    }
}
