package io.ionroller.engine.json;

import io.ionroller.engine.rollout.RecordedEvent;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Pekko's serializer for events, for journals other than ours (Pekko's in-memory one in tests) and for replication; our own
 * journal calls {@link EventCodec} itself. The manifest is the logical name. To be set in {@code application.conf}:
 *
 * <pre>
 * pekko.actor.serializers.ionroller-event = "io.ionroller.engine.json.RecordedEventSerializer"
 * pekko.actor.serialization-bindings { "io.ionroller.engine.rollout.RecordedEvent" = ionroller-event }
 * </pre>
 */
public final class RecordedEventSerializer extends SerializerWithStringManifest {

    /** Stored beside every serialized event by other journals; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_001;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return EventCodec.typeOf(recorded(event).event());
    }

    @Override
    public byte[] toBinary(Object event) {
        return EventCodec.encode(recorded(event)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return EventCodec.decode(new String(bytes, StandardCharsets.UTF_8));
    }

    private static RecordedEvent recorded(Object event) {
        if (event instanceof RecordedEvent recorded) {
            return recorded;
        }
        throw new IllegalArgumentException("only a RecordedEvent can be stored, not " + event.getClass());
    }
}
