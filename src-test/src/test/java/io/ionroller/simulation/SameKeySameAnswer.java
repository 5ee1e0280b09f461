package io.ionroller.simulation;

import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import java.util.HashMap;
import java.util.Map;

/** Whoever asks again under the same key, of whichever owner, gets what was answered first. */
final class SameKeySameAnswer extends Invariant {

    private final Map<String, Object> first = new HashMap<>();

    SameKeySameAnswer(World world) {
        super(world, "the same key always gets the same answer");
    }

    @Override
    void answered(ServiceCommand.Request request, Caller caller, ServiceReply reply) {
        String key = caller.idempotencyKey();
        Object said = switch (reply) {
            case ServiceReply.Done done -> done.answer();
            case ServiceReply.Refused refused -> refused.rejection();
            case ServiceReply.Snapshot snapshot -> "nothing";
        };
        boolean remembered = reply instanceof ServiceReply.Done
                || world().invariants().state().known();
        if (key != null && remembered) {
            Object before = first.putIfAbsent(key, said);
            check(before == null || before.equals(said), key + " got " + before + ", then " + said);
        }
    }
}
