package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.engine.model.Permission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /metrics}: the figures of this node, for Prometheus. */
final class MetricsRoutes {

    private static final String MEDIA_TYPE = "text/plain";
    private static final ContentType FORM = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final ApiParts parts;

    MetricsRoutes(ApiParts parts) {
        this.parts = parts;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get(
                "/metrics",
                Operation.reading(
                        Permission.READ_CLUSTER,
                        "getMetrics",
                        "Figures of this node in Prometheus's text form.",
                        Success.of(MEDIA_TYPE)),
                request -> parts.metrics()
                        .get()
                        .thenApply(text ->
                                HttpResponse.create().withEntity(FORM, text.getBytes(StandardCharsets.UTF_8)))));
    }
}
