package io.ionroller.engine.service;

import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.Grounds;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a service makes of what it is told at one moment of its history: the machine's decision with who, when and
 * why, and the answer, also to a request that comes again under its idempotency key. Touches nothing; used by
 * {@link ServiceEntity} and by the simulation alike.
 *
 * @param state after all stored events
 * @param sequence number of the newest stored event of the service; 0 before the first
 * @param at when it is decided; never before the newest event
 */
public record OwnerDecisions(ServiceState state, long sequence, Instant at) {

    /**
     * What to do.
     *
     * @param events to be stored together; empty when nothing changes
     * @param reply to be given when they are stored; absent where nobody waits for one
     * @param dropped why a report was of no use; absent when it was
     * @param urgent whether a rollback waits for these events to be stored
     */
    public record Handled(
            List<RecordedEvent> events,
            @Nullable ServiceReply reply,
            @Nullable String dropped,
            boolean urgent) {
        public Handled {
            events = List.copyOf(events);
        }
    }

    /** A request; it always has a reply. */
    public Handled ask(ServiceCommand.Request request, Caller caller) {
        String key = caller.idempotencyKey();
        IdempotentAnswer earlier = key == null ? null : state.answers().get(key);
        if (earlier != null) {
            return handled(List.of(), Repetition.of(earlier, caller), null);
        }
        return switch (Machine.decide(state, request, at)) {
            case Decision.Rejected(Rejection rejection) -> refuse(request, caller, rejection);
            case Decision.Accepted accepted -> accept(request, caller, accepted);
            case Decision.Dropped(String why) ->
                throw new IllegalStateException("a request is answered, not dropped: " + why);
        };
    }

    private Handled accept(ServiceCommand.Request request, Caller caller, Decision.Accepted accepted) {
        Answer answer = accepted.answer();
        String key = caller.idempotencyKey();
        IdempotentAnswer remembered = key == null ? null : IdempotentAnswer.of(key, caller.requestHash(), answer);
        List<ServiceEvent> events = accepted.events().isEmpty() && remembered != null
                ? List.of(new ServiceEvent.RequestAnswered(request.text(), null))
                : accepted.events();
        // A request's own name and author are its grounds; what it answers to itself rests on nothing else.
        List<Grounds> grounds = accepted.events().isEmpty() ? List.of() : accepted.grounds();
        return handled(
                recorded(events, grounds, asked(request, caller, remembered)),
                new ServiceReply.Done(answer, false),
                null);
    }

    /** A refusal under a key is remembered too, but not for a service that nobody has configured: that would make it known. */
    private Handled refuse(ServiceCommand.Request request, Caller caller, Rejection rejection) {
        ServiceReply reply = new ServiceReply.Refused(rejection);
        String key = caller.idempotencyKey();
        if (key == null || !state.known()) {
            return handled(List.of(), reply, null);
        }
        IdempotentAnswer remembered = IdempotentAnswer.of(key, caller.requestHash(), rejection);
        ServiceEvent answered = new ServiceEvent.RequestAnswered(request.text(), rejection.code());
        return handled(recorded(List.of(answered), List.of(), asked(request, caller, remembered)), reply, null);
    }

    /** The report of a worker. */
    public Handled report(ServiceCommand.Report report) {
        return switch (Machine.decide(state, report, at)) {
            case Decision.Accepted(List<ServiceEvent> events, List<Grounds> grounds, Answer answer) ->
                handled(
                        recorded(
                                events,
                                grounds,
                                byEngine(
                                        report.effect().toString(),
                                        Machine.traceOf(state, report.effect().release()))),
                        null,
                        null);
            case Decision.Dropped(String why) -> handled(List.of(), null, why);
            case Decision.Rejected(Rejection rejection) ->
                throw new IllegalStateException("a report is not rejected: " + rejection);
        };
    }

    /** Something may be due. */
    public Handled timePassed() {
        return switch (Machine.decide(state, new ServiceCommand.TimePassed(), at)) {
            case Decision.Accepted(List<ServiceEvent> events, List<Grounds> grounds, Answer answer) ->
                handled(recorded(events, grounds, byEngine("time-passed", activeTrace())), null, null);
            case Decision.Dropped(String why) -> handled(List.of(), null, why);
            case Decision.Rejected(Rejection rejection) ->
                throw new IllegalStateException("time is not rejected: " + rejection);
        };
    }

    private Handled handled(List<RecordedEvent> events, @Nullable ServiceReply reply, @Nullable String dropped) {
        boolean urgent = state.rollsBack() || events.stream().anyMatch(recorded -> beginsRollback(recorded.event()));
        return new Handled(events, reply, dropped, urgent);
    }

    private static boolean beginsRollback(ServiceEvent event) {
        return event instanceof ServiceEvent.RollbackStarted
                || event instanceof ServiceEvent.ReleaseAccepted accepted && accepted.kind() != ReleaseKind.RELEASE;
    }

    private EventMetadata asked(ServiceCommand.Request request, Caller caller, @Nullable IdempotentAnswer remembered) {
        return new EventMetadata(at, caller.who(), request.text(), commandId(), remembered, null, caller.trace());
    }

    private EventMetadata byEngine(String cause, @Nullable String trace) {
        return new EventMetadata(at, EventMetadata.ENGINE, cause, commandId(), null, null, trace);
    }

    private @Nullable String activeTrace() {
        return state.activeRelease().map(Release::trace).orElse(null);
    }

    /** Derived, so that a repeated decision after a crash has the same identity. */
    private String commandId() {
        return state.name() + "#" + (sequence + 1);
    }

    /** @param grounds of each event; none at all where the cause says it all */
    private List<RecordedEvent> recorded(List<ServiceEvent> events, List<Grounds> grounds, EventMetadata metadata) {
        List<RecordedEvent> recorded = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            EventMetadata own = i == 0 ? metadata : metadata.withoutAnswer();
            Grounds rest = grounds.isEmpty() || grounds.get(i).requested() ? null : grounds.get(i);
            recorded.add(new RecordedEvent(state.name(), own.on(rest), events.get(i)));
        }
        return recorded;
    }
}
