package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.Grounds;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events as they are stored: {@code {"type", "service", "at", "who", "cause", "command_id", "idempotency", "grounds", "trace",
 * "data"}}, the
 * event's own fields under {@code data}. Fields that are not known are ignored, fields that may be null may be absent.
 * Called by the journal, the event log and the API; safe for all threads.
 */
public final class EventCodec {

    private static final ObjectMapper MAPPER = Json.mapper();

    private EventCodec() {}

    /** The stored form around an event, as it is written. */
    private record Written(
            String type,
            ServiceName service,
            Instant at,
            String who,
            String cause,
            String commandId,
            EventMetadata.@Nullable IdempotentAnswer idempotency,
            @Nullable Grounds grounds,
            @Nullable String trace,
            ServiceEvent data) {}

    /** The stored form around an event, as it is read. */
    private record Stored(
            String type,
            ServiceName service,
            Instant at,
            String who,
            String cause,
            String commandId,
            EventMetadata.@Nullable IdempotentAnswer idempotency,
            @Nullable Grounds grounds,
            @Nullable String trace,
            JsonNode data) {}

    /** The logical name of an event, such as {@code traffic-shifted}. */
    public static String typeOf(ServiceEvent event) {
        String type = EventTypes.BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " is not registered in EventTypes");
        }
        return type;
    }

    /** All logical names, in alphabetical order. */
    public static Set<String> types() {
        return new TreeSet<>(EventTypes.BY_NAME.keySet());
    }

    /** The stored form, in one line. */
    public static String encode(RecordedEvent recorded) {
        try {
            return MAPPER.writeValueAsString(written(recorded));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + recorded, e);
        }
    }

    /** The event's own fields as a JSON object, for a reader: what is stored of a secret is not among them. */
    public static ObjectNode data(ServiceEvent event) {
        ObjectNode data = MAPPER.valueToTree(event);
        return event instanceof AccessEvent.TokenCreated ? data.without("secret") : data;
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is not one, or its type is not known here
     */
    public static RecordedEvent decode(String json) {
        try {
            Stored stored = MAPPER.readValue(json, Stored.class);
            Class<? extends ServiceEvent> type = EventTypes.BY_NAME.get(stored.type());
            if (type == null) {
                throw new IllegalArgumentException("unknown event type \"" + stored.type()
                        + "\": it was stored by a newer version of ION-Roller, which must run here too");
            }
            ServiceEvent event = MAPPER.treeToValue(stored.data(), type);
            EventMetadata metadata = new EventMetadata(
                    stored.at(),
                    stored.who(),
                    stored.cause(),
                    stored.commandId(),
                    stored.idempotency(),
                    stored.grounds(),
                    stored.trace());
            return new RecordedEvent(stored.service(), metadata, event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a stored event: " + shortened(json), e);
        }
    }

    private static Written written(RecordedEvent recorded) {
        EventMetadata metadata = recorded.metadata();
        return new Written(
                typeOf(recorded.event()),
                recorded.service(),
                metadata.at(),
                metadata.who(),
                metadata.cause(),
                metadata.commandId(),
                metadata.idempotency(),
                metadata.grounds(),
                metadata.trace(),
                recorded.event());
    }

    private static String shortened(String json) {
        return json.length() <= 200 ? json : json.substring(0, 200) + "...";
    }
}
