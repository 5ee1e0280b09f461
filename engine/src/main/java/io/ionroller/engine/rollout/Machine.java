package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.ServiceCommand.*;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pure machine of a service: commands are decided into events, events evolve the state, the state says which effects are
 * owed and when something is due. Touches nothing: no clock, no randomness, no I/O. Thread-safe because it holds nothing.
 */
public final class Machine {

    private static final Answer NOBODY_ASKED = new Answer(null, null, "");

    private Machine() {}

    /**
     * What a command leads to in this state at this time.
     *
     * @param now never earlier than the time of the newest event
     */
    public static Decision decide(ServiceState state, ServiceCommand command, Instant now) {
        Draft draft = new Draft(state, now);
        return switch (command) {
            case Request request ->
                switch (request(draft, request)) {
                    case Rejection rejection -> new Decision.Rejected(rejection);
                    case Answer answer -> finish(draft, answer);
                };
            case Report report -> report(draft, report);
            case TimePassed passed -> finish(draft, NOBODY_ASKED);
        };
    }

    private static Outcome request(Draft draft, Request request) {
        return switch (request) {
            case PutConfiguration put -> ReleaseRequests.putConfiguration(draft, put.configuration());
            case DeleteConfiguration delete -> ReleaseRequests.deleteConfiguration(draft);
            case StartRelease release -> ReleaseRequests.release(draft, release);
            case RollBack rollBack -> RollbackRequests.rollBack(draft, rollBack.version());
            case Promote promote -> ControlRequests.promote(draft, promote.full());
            case Pause pause -> ControlRequests.pause(draft);
            case Resume resume -> ControlRequests.resume(draft);
            case Abort abort -> ControlRequests.abort(draft);
            case Drop drop -> DropRequests.drop(draft, drop.version(), drop.force());
        };
    }

    private static Decision report(Draft draft, Report report) {
        Effect effect = owedEffects(draft.state()).get(report.effect());
        if (effect == null) {
            return new Decision.Dropped(report.effect() + " is not owed");
        }
        draft.because(Grounds.Rule.OBSERVED, Grounds.of(report, draft.state()));
        Reports.decide(draft, report, effect);
        if (draft.events().isEmpty()) {
            return new Decision.Dropped("nothing new");
        }
        return finish(draft, NOBODY_ASKED);
    }

    private static Decision finish(Draft draft, Answer answer) {
        Progress.run(draft);
        return new Decision.Accepted(draft.events(), draft.grounds(), answer);
    }

    /** The state after a stored event. */
    public static ServiceState evolve(ServiceState state, RecordedEvent recorded) {
        ServiceState next =
                Evolution.apply(state, recorded.event(), recorded.metadata().at());
        IdempotentAnswer answer = recorded.metadata().idempotency();
        return traced(answer == null ? next : next.withAnswer(answer), recorded);
    }

    private static ServiceState traced(ServiceState state, RecordedEvent recorded) {
        String trace = recorded.metadata().trace();
        return trace != null && recorded.event() instanceof ServiceEvent.ReleaseAccepted accepted
                ? state.withRelease(state.release(accepted.release()).tracedBy(trace))
                : state;
    }

    /** The trace of the release with this number; absent when there is no such release any more, or when it was not traced. */
    public static @Nullable String traceOf(ServiceState state, long release) {
        Release known = state.releases().get(release);
        return known == null ? null : known.trace();
    }

    /** Which platform calls are owed in this state, the most urgent first. */
    public static SequencedMap<EffectId, Effect> owedEffects(ServiceState state) {
        return OwedEffects.of(state);
    }

    /**
     * How the traffic is meant to be shared in this state, as a platform is told.
     *
     * @throws IllegalStateException if there is no environment
     */
    public static TrafficSpec traffic(ServiceState state) {
        return OwedEffects.traffic(state);
    }

    /** When something will be due by itself; empty when nothing will. */
    public static Optional<Instant> nextDue(ServiceState state) {
        Stream<Instant> kept = state.environments().values().stream()
                .filter(environment -> Progress.unused(state, environment))
                .map(Environment::lifecycle)
                .filter(Lifecycle.Retired.class::isInstance)
                .map(lifecycle -> ((Lifecycle.Retired) lifecycle).removeAt());
        return Stream.concat(deadline(state).stream(), kept).min(Instant::compareTo);
    }

    /** Until when the present phase lasts at the most; empty when it has no end by itself. */
    public static Optional<Instant> deadline(ServiceState state) {
        Rollout rollout = state.rollout();
        if (rollout == null) {
            return Optional.empty();
        }
        return switch (rollout.phase()) {
            case Phase.Creating phase -> Optional.of(phase.deadline());
            case Phase.Verifying phase -> Optional.of(phase.deadline());
            case Phase.Shifting phase -> Optional.of(phase.deadline());
            case Phase.Paused phase -> Optional.ofNullable(phase.until());
            case Phase.Baking phase -> Optional.of(phase.until());
            case Phase.Finishing phase -> Optional.of(phase.deadline());
            case Phase.RollingBack phase -> Optional.empty();
        };
    }

    /** The state after stored events, applied in order. */
    public static ServiceState replay(ServiceState state, List<RecordedEvent> events) {
        ServiceState next = state;
        for (RecordedEvent event : events) {
            next = evolve(next, event);
        }
        return next;
    }
}
