package io.ionroller.engine.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * How messages travel between nodes: as JSON ({@link MessageJson}) under a logical name, never as a class name. A name that this
 * version does not know comes from a newer one, and its message is dropped.
 */
public abstract class JsonMessageSerializer extends SerializerWithStringManifest {

    private static final ObjectMapper JSON = MessageJson.mapper();

    private final int identifier;
    private final ActorRefResolver references;

    /** @param identifier known to every node, never to be changed; Pekko keeps 0 to 40 for itself */
    protected JsonMessageSerializer(ExtendedActorSystem system, int identifier) {
        this.identifier = identifier;
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
    }

    /** The message as it is written; with references to actors as {@link #text}. */
    protected abstract Object written(Object message);

    /** Reads what was written under a name; null if there is no such name. */
    protected abstract @Nullable Object read(String name, byte[] json) throws IOException;

    /** For a message of this serializer's types that has no name: it never leaves its node. */
    protected static IllegalArgumentException neverLeavesItsNode(Object message) {
        return new IllegalArgumentException("never leaves its node: " + message.getClass());
    }

    protected static <T> T read(byte[] json, Class<T> type) throws IOException {
        return JSON.readValue(json, type);
    }

    protected final String text(ActorRef<?> reference) {
        return references.toSerializationFormat(reference);
    }

    protected final <T> ActorRef<T> reference(String text) {
        return references.resolveActorRef(text);
    }

    @Override
    public final int identifier() {
        return identifier;
    }

    @Override
    public final byte[] toBinary(Object message) {
        try {
            return JSON.writeValueAsBytes(written(message));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + message, e);
        }
    }

    @Override
    public final Object fromBinary(byte[] bytes, @Nullable String manifest) throws NotSerializableException {
        Object message;
        try {
            message = manifest == null ? null : read(manifest, bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a message \"" + manifest + "\"", e);
        }
        if (message == null) {
            throw new NotSerializableException(
                    "message \"" + manifest + "\" comes from a newer version of ION-Roller; it is dropped");
        }
        return message;
    }
}
