package io.ionroller.engine.service;

import io.ionroller.engine.json.JsonMessageSerializer;
import io.ionroller.engine.rollout.ServiceCommand;
import java.io.IOException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * How requests to the owner of a service and its answers travel between nodes: as JSON under a logical name, never as a class
 * name. A golden file per name keeps the forms of released versions. To be set in {@code application.conf} for
 * {@code ServiceEntity$Message} and {@code ServiceReply}.
 */
public final class ServiceMessageSerializer extends JsonMessageSerializer {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_002;

    /** Called by Pekko. */
    public ServiceMessageSerializer(ExtendedActorSystem system) {
        super(system, IDENTIFIER);
    }

    private record WrittenAsk(ServiceCommand.Request request, Caller caller, String replyTo) {}

    private record WrittenRead(String replyTo) {}

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case ServiceEntity.Ask ask -> "ask";
            case ServiceEntity.Read read -> "read";
            case ServiceEntity.Wake wake -> "wake";
            case ServiceReply.Done done -> "done";
            case ServiceReply.Refused refused -> "refused";
            case ServiceReply.Snapshot snapshot -> "snapshot";
            default -> throw neverLeavesItsNode(message);
        };
    }

    @Override
    protected Object written(Object message) {
        return switch (message) {
            case ServiceEntity.Ask ask -> new WrittenAsk(ask.request(), ask.caller(), text(ask.replyTo()));
            case ServiceEntity.Read read -> new WrittenRead(text(read.replyTo()));
            default -> message;
        };
    }

    @Override
    protected @Nullable Object read(String name, byte[] json) throws IOException {
        return switch (name) {
            case "ask" -> {
                WrittenAsk ask = read(json, WrittenAsk.class);
                yield new ServiceEntity.Ask(ask.request(), ask.caller(), reference(ask.replyTo()));
            }
            case "read" ->
                new ServiceEntity.Read(reference(read(json, WrittenRead.class).replyTo()));
            case "wake" -> new ServiceEntity.Wake();
            case "done" -> read(json, ServiceReply.Done.class);
            case "refused" -> read(json, ServiceReply.Refused.class);
            case "snapshot" -> read(json, ServiceReply.Snapshot.class);
            default -> null;
        };
    }
}
