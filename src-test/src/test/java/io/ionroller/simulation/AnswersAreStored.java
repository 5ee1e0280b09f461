package io.ionroller.simulation;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import java.util.HashSet;
import java.util.Set;

/** A refusal to a service that nobody has configured is not stored: it would make the service known. */
final class AnswersAreStored extends Invariant {

    private final Set<String> acknowledged = new HashSet<>();

    AnswersAreStored(World world) {
        super(world, "what was answered is in the journal, then and for ever");
    }

    @Override
    void answered(ServiceCommand.Request request, Caller caller, ServiceReply reply) {
        String key = caller.idempotencyKey();
        var state = world().invariants().state();
        if (key != null && (reply instanceof ServiceReply.Done || state.known())) {
            acknowledged.add(key);
            check(
                    state.answers().containsKey(key),
                    request.text() + " under " + key + " was answered and is not stored");
        }
    }

    @Override
    void atEnd() {
        Set<String> stored = new HashSet<>();
        for (String event : world().journal().events()) {
            IdempotentAnswer answer = EventCodec.decode(event).metadata().idempotency();
            if (answer != null) {
                stored.add(answer.key());
            }
        }
        check(stored.containsAll(acknowledged), "lost: " + acknowledged + " without " + stored);
    }
}
