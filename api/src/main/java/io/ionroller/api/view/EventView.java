package io.ionroller.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event, in a page of events and as the data of a message of the feed.
 *
 * @param offset place in the journal of all services, from 1; the cursor of paging and the id of the feed
 * @param sequence place in the journal of its service, from 1
 * @param type logical name such as {@code traffic-shifted}
 * @param timestamp when it was decided
 * @param user who asked, or {@code engine}
 * @param cause what led to it: a command such as {@code start-release}, or an effect such as {@code hello/7/create}
 * @param commandId the same for all events of one decision
 * @param traceId by which a tracing system finds what led to it; absent when that was not traced
 * @param message what happened, for a person
 * @param data the event's own fields
 */
public record EventView(
        long offset,
        String service,
        long sequence,
        String type,
        Instant timestamp,
        String user,
        String cause,
        String commandId,
        @Nullable Long release,
        @Nullable String environment,
        @Nullable String version,
        @Nullable String traceId,
        String message,
        JsonNode data) {

    /** The view of an event whose own fields are {@code data}. */
    public static EventView of(LoggedEvent logged, JsonNode data) {
        EventMetadata metadata = logged.event().metadata();
        ServiceEvent event = logged.event().event();
        return new EventView(
                logged.offset(),
                logged.event().service().value(),
                logged.sequence(),
                logged.type(),
                metadata.at(),
                metadata.who(),
                metadata.cause(),
                metadata.commandId(),
                event.aboutRelease(),
                event.aboutEnvironment() == null
                        ? null
                        : event.aboutEnvironment().toString(),
                logged.version(),
                metadata.traceId(),
                EventMessage.of(event),
                data);
    }
}
