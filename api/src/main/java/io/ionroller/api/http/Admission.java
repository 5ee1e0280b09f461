package io.ionroller.api.http;

import io.ionroller.api.access.Identity;
import io.ionroller.api.telemetry.RequestTrace;
import io.ionroller.engine.model.ServiceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may have an endpoint answer.
 *
 * @param service the one in the path; absent when there is none
 * @param parameters of the path
 * @param trace that the request belongs to
 */
record Admission(
        Endpoint endpoint,
        Identity identity,
        @Nullable ServiceName service,
        Map<String, String> parameters,
        RequestTrace trace) {

    Admission within(RequestTrace other) {
        return new Admission(endpoint, identity, service, parameters, other);
    }
}
