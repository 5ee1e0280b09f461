package io.ionroller.engine.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.engine.json.MessageJson;
import java.io.IOException;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/** How the questions and answers of {@link PermitKeeper} travel between nodes: as JSON under a logical name. */
public final class PermitMessageSerializer extends SerializerWithStringManifest {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_003;

    private static final ObjectMapper JSON = MessageJson.mapper();

    private final ActorRefResolver references;

    /** Called by Pekko. */
    public PermitMessageSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
    }

    private record WrittenConfirm(long asked, String node, long uid, String replyTo) {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case PermitKeeper.Confirm confirm -> "confirm";
            case PermitKeeper.Confirmed confirmed -> "confirmed";
            default -> throw new IllegalArgumentException("never leaves its node: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        try {
            return JSON.writeValueAsBytes(
                    message instanceof PermitKeeper.Confirm confirm
                            ? new WrittenConfirm(
                                    confirm.asked(),
                                    confirm.node(),
                                    confirm.uid(),
                                    references.toSerializationFormat(confirm.replyTo()))
                            : message);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + message, e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, @Nullable String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case "confirm" -> {
                    WrittenConfirm confirm = JSON.readValue(bytes, WrittenConfirm.class);
                    yield new PermitKeeper.Confirm(
                            confirm.asked(),
                            confirm.node(),
                            confirm.uid(),
                            references.resolveActorRef(confirm.replyTo()));
                }
                case "confirmed" -> JSON.readValue(bytes, PermitKeeper.Confirmed.class);
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
}
