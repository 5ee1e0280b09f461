package io.ionroller.api.view;

import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;
import java.util.List;

/** Which requests without arguments make sense now: the machine decides each of them and nothing is stored. */
final class Actions {

    private Actions() {}

    static List<ActionView> of(ServiceState state, Instant now) {
        return List.of(
                of("promote", state, new ServiceCommand.Promote(false), now),
                of("promote-full", state, new ServiceCommand.Promote(true), now),
                of("pause", state, new ServiceCommand.Pause(), now),
                of("resume", state, new ServiceCommand.Resume(), now),
                of("abort", state, new ServiceCommand.Abort(), now),
                of("rollback", state, new ServiceCommand.RollBack(null), now));
    }

    private static ActionView of(String action, ServiceState state, ServiceCommand.Request request, Instant now) {
        return switch (Machine.decide(state, request, now)) {
            case Decision.Accepted accepted ->
                new ActionView(action, true, null, accepted.answer().sentence());
            case Decision.Rejected(var rejection) ->
                new ActionView(action, false, rejection.code(), rejection.sentence());
            case Decision.Dropped(var reason) -> throw new IllegalStateException("a request was dropped: " + reason);
        };
    }
}
