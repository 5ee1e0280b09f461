package io.ionroller.engine.cluster;

import io.ionroller.engine.json.JsonMessageSerializer;
import java.io.IOException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.jspecify.annotations.Nullable;

/** How the questions and answers of {@link PermitKeeper} travel between nodes: as JSON under a logical name. */
public final class PermitMessageSerializer extends JsonMessageSerializer {

    /** Known to every node; never to be changed. Pekko keeps 0 to 40 for itself. */
    private static final int IDENTIFIER = 1_700_003;

    /** Called by Pekko. */
    public PermitMessageSerializer(ExtendedActorSystem system) {
        super(system, IDENTIFIER);
    }

    private record WrittenConfirm(long asked, String node, long uid, String replyTo) {}

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case PermitKeeper.Confirm confirm -> "confirm";
            case PermitKeeper.Confirmed confirmed -> "confirmed";
            default -> throw neverLeavesItsNode(message);
        };
    }

    @Override
    protected Object written(Object message) {
        return message instanceof PermitKeeper.Confirm confirm
                ? new WrittenConfirm(confirm.asked(), confirm.node(), confirm.uid(), text(confirm.replyTo()))
                : message;
    }

    @Override
    protected @Nullable Object read(String name, byte[] json) throws IOException {
        return switch (name) {
            case "confirm" -> {
                WrittenConfirm confirm = read(json, WrittenConfirm.class);
                yield new PermitKeeper.Confirm(
                        confirm.asked(), confirm.node(), confirm.uid(), reference(confirm.replyTo()));
            }
            case "confirmed" -> read(json, PermitKeeper.Confirmed.class);
            default -> null;
        };
    }
}
