package io.ionroller.api.http;

import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;

/**
 * What a request would lead to: the machine decides it on the present state, nothing is stored and nobody is told. What
 * happens meanwhile may make the real answer another one.
 *
 * @param answer as the request would get it
 * @param after the state as it would be then
 */
record DryRun(Answer answer, ServiceState after) {

    static final Parameter PARAMETER =
            Parameter.query("dry_run", "boolean", "true: only say what would happen; nothing is stored.");

    static boolean asked(ApiRequest request) {
        return request.query().flag(PARAMETER.name());
    }

    /** @throws ProblemException if the request would be refused */
    static DryRun of(ServiceState state, ServiceCommand.Request request, Instant now) {
        return switch (Machine.decide(state, request, now)) {
            case Decision.Rejected(var rejection) -> throw Problems.of(rejection);
            case Decision.Accepted(var events, var grounds, var answer) -> {
                EventMetadata metadata = new EventMetadata(now, EventMetadata.ENGINE, request.text(), "", null);
                yield new DryRun(
                        answer,
                        Machine.replay(
                                state,
                                events.stream()
                                        .map(event -> new RecordedEvent(state.name(), metadata, event))
                                        .toList()));
            }
            case Decision.Dropped(var why) -> throw new IllegalStateException("a request was dropped: " + why);
        };
    }
}
