package io.ionroller.engine.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.engine.json.MessageJson;
import io.ionroller.engine.rollout.ServiceCommand;
import java.io.IOException;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * How requests to the owner of a service and its answers travel between nodes: as JSON under a logical name, never as a class
 * name. A golden file per name keeps the forms of released versions. To be set in {@code application.conf} for
 * {@code ServiceEntity$Message} and {@code ServiceReply}.
 */
public final class ServiceMessageSerializer extends SerializerWithStringManifest {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_002;

    private static final ObjectMapper JSON = MessageJson.mapper();

    private final ActorRefResolver references;

    /** Called by Pekko. */
    public ServiceMessageSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
    }

    private record WrittenAsk(ServiceCommand.Request request, Caller caller, String replyTo) {}

    private record WrittenRead(String replyTo) {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case ServiceEntity.Ask ask -> "ask";
            case ServiceEntity.Read read -> "read";
            case ServiceEntity.Wake wake -> "wake";
            case ServiceReply.Done done -> "done";
            case ServiceReply.Refused refused -> "refused";
            case ServiceReply.Snapshot snapshot -> "snapshot";
            default -> throw new IllegalArgumentException("never leaves its node: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        try {
            return JSON.writeValueAsBytes(
                    switch (message) {
                        case ServiceEntity.Ask ask -> new WrittenAsk(ask.request(), ask.caller(), text(ask.replyTo()));
                        case ServiceEntity.Read read -> new WrittenRead(text(read.replyTo()));
                        default -> message;
                    });
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + message, e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, @Nullable String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case "ask" -> {
                    WrittenAsk ask = JSON.readValue(bytes, WrittenAsk.class);
                    yield new ServiceEntity.Ask(ask.request(), ask.caller(), reference(ask.replyTo()));
                }
                case "read" ->
                    new ServiceEntity.Read(
                            reference(JSON.readValue(bytes, WrittenRead.class).replyTo()));
                case "wake" -> new ServiceEntity.Wake();
                case "done" -> JSON.readValue(bytes, ServiceReply.Done.class);
                case "refused" -> JSON.readValue(bytes, ServiceReply.Refused.class);
                case "snapshot" -> JSON.readValue(bytes, ServiceReply.Snapshot.class);
                case null, default ->
                    throw new NotSerializableException(
                            "message \"" + manifest + "\" comes from a newer version of ION-Roller; it is dropped");
            };
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalArgumentException("not a message \"" + manifest + "\"", e);
        }
    }

    private String text(ActorRef<?> reference) {
        return references.toSerializationFormat(reference);
    }

    private <T> ActorRef<T> reference(String text) {
        return references.resolveActorRef(text);
    }
}
