package io.ionroller.persistence;

import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The catalogue in memory, made with its rows but without its tables: every event once, in order. */
final class CatalogFold {

    private final Map<String, ServiceRow> services = new HashMap<>();
    private final Map<String, ReleaseRow> releases = new HashMap<>();

    void take(RecordedEvent recorded) {
        ServiceEvent event = recorded.event();
        Instant at = recorded.metadata().at();
        String service = recorded.service().value();
        ReleaseRow release = event instanceof ServiceEvent.ReleaseAccepted accepted
                ? ReleaseRow.accepted(recorded, accepted)
                : releases.get(service + "/" + event.aboutRelease());
        if (release != null) {
            release = release.after(event, at);
            releases.put(service + "/" + release.summary().release(), release);
        }
        ServiceRow row = services.getOrDefault(service, ServiceRow.empty(recorded.service(), at));
        services.put(service, row.after(recorded, release));
    }

    /** By name. */
    List<ServiceSummary> services() {
        return services.values().stream()
                .map(ServiceRow::summary)
                .sorted(Comparator.comparing(ServiceSummary::service))
                .toList();
    }

    List<ReleaseSummary> releases() {
        return releases.values().stream().map(ReleaseRow::summary).toList();
    }
}
