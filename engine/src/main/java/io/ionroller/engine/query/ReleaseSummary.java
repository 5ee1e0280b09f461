package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One release, as history.
 *
 * @param kind {@code release}, {@code warm-rollback} or {@code cold-rollback}
 * @param phase the phase it is in, or the terminal one it ended in
 * @param reason why it ended so; empty when there is nothing to say
 * @param requestedBy identity that asked for it
 * @param endedAt absent while it is in flight
 * @param phases time spent in each phase, in the order first entered; the current one up to its start only
 * @param resolved what its environment was made from, found out once, by name; empty where there is nothing to tell
 */
public record ReleaseSummary(
        ServiceName service,
        long release,
        String version,
        int revision,
        String kind,
        String environment,
        long origin,
        String phase,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt,
        Map<String, Duration> phases,
        Map<String, String> resolved) {}
