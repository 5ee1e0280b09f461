package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceCommand.StartRelease;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides configuration changes and new releases. */
final class ReleaseRequests {

    private ReleaseRequests() {}

    static Outcome putConfiguration(Draft draft, ServiceConfiguration configuration) {
        ServiceState state = draft.state();
        Optional<ConfigurationRevision> newest = state.configuration();
        if (newest.isPresent() && newest.get().configuration().equals(configuration)) {
            int same = newest.get().revision();
            return new Answer(null, same, "unchanged: revision " + same + " says the same");
        }
        int revision =
                state.configurations().isEmpty() ? 1 : state.configurations().lastKey() + 1;
        draft.emit(new ConfigurationChanged(revision, configuration));
        return new Answer(null, revision, "stored as revision " + revision + "; it applies to the next release");
    }

    static Outcome deleteConfiguration(Draft draft) {
        ServiceState state = draft.state();
        if (!state.configured()) {
            return Refusals.noConfiguration(state);
        }
        if (state.active()) {
            return Refusals.conflict(
                    "in-use",
                    state.name() + " is in use (" + Sentences.of(state) + "; environments "
                            + state.environments().keySet() + "); drop them before the configuration is deleted");
        }
        draft.emit(new ConfigurationDeleted());
        return Answer.of("the configuration of " + state.name() + " is deleted; its history stays");
    }

    static Outcome release(Draft draft, StartRelease request) {
        ServiceState state = draft.state();
        Optional<ConfigurationRevision> newest = state.configuration();
        if (newest.isEmpty()) {
            return Refusals.noConfiguration(state);
        }
        Integer asked = request.revision();
        int revision = asked == null ? newest.get().revision() : asked;
        if (!state.configurations().containsKey(revision)) {
            return Refusals.invalid(
                    "unknown-revision",
                    state.name() + " has no revision " + revision + "; the newest is "
                            + newest.get().revision());
        }
        Optional<Rejection> duplicate = duplicate(state, request.version(), revision);
        if (duplicate.isPresent()) {
            return duplicate.get();
        }
        ServiceCommand.PlannedOn planned = request.planned();
        Optional<Rejection> unfit = planned == null
                ? Optional.empty()
                : outdated(state, request, planned).or(() -> blocked(planned));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        return conflictOrAccept(
                draft, request.version(), revision, newest.get().configuration().onConflict());
    }

    /** The world is not as it was when the plan was made. */
    private static Optional<Rejection> outdated(
            ServiceState state, StartRelease request, ServiceCommand.PlannedOn planned) {
        Set<String> moved = new LinkedHashSet<>();
        PlanId.parse(planned.plan())
                .movedFrom(PlanId.factsOf(state, request.version(), request.revision()))
                .forEach(aspect -> moved.add(aspect.phrase()));
        moved.addAll(planned.moved());
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusals.conflict(
                        "plan-outdated",
                        "since plan " + planned.plan() + " was made, this has moved: " + String.join("; ", moved)
                                + "; make a new plan and look at it"));
    }

    /** The world is as it was, and so is what stands in the way of the release. */
    private static Optional<Rejection> blocked(ServiceCommand.PlannedOn planned) {
        List<String> obstacles = planned.obstacles();
        return obstacles == null
                ? Optional.empty()
                : Optional.of(Refusals.conflict(
                        "plan-blocked",
                        "plan " + planned.plan() + " says that the release would fail or hold: "
                                + String.join("; ", obstacles)
                                + "; set that right and make a new plan, or release without one"));
    }

    private static Optional<Rejection> duplicate(ServiceState state, Version version, int revision) {
        String what = version + " with revision " + revision;
        boolean inFlight =
                state.activeRelease().filter(r -> r.runs(version, revision)).isPresent();
        if (inFlight && !rollingBack(state)) {
            return Optional.of(Refusals.conflict("already-in-flight", what + " is being rolled out already"));
        }
        Long queued = state.queued();
        if (queued != null && state.release(queued).runs(version, revision)) {
            return Optional.of(Refusals.conflict("already-queued", what + " is waiting already"));
        }
        boolean stable =
                state.stableRelease().filter(r -> r.runs(version, revision)).isPresent();
        if (stable && (state.rollout() == null || rollingBack(state))) {
            return Optional.of(Refusals.conflict(
                    "already-stable", what + " has all traffic already; put a new configuration to release it again"));
        }
        return Optional.empty();
    }

    private static boolean rollingBack(ServiceState state) {
        return state.rollout() != null && state.rollout().phase() instanceof Phase.RollingBack;
    }

    private static Outcome conflictOrAccept(Draft draft, Version version, int revision, ConflictPolicy policy) {
        Rollout inFlight = draft.state().rollout();
        if (inFlight != null && policy == ConflictPolicy.REJECT) {
            return Refusals.conflict(
                    "rollout-in-flight",
                    "release " + inFlight.release()
                            + " is in flight and on_conflict is reject; wait for its end or abort" + " it");
        }
        long number = draft.state().lastRelease() + 1;
        draft.emit(new ReleaseAccepted(
                number,
                version,
                revision,
                ReleaseKind.RELEASE,
                new EnvironmentId(draft.state().name(), number),
                number));
        if (inFlight == null) {
            Starting.start(draft, number);
            return Answer.of(number, "release " + number + " of " + version + " has started");
        }
        Long displaced = draft.state().queued();
        enqueue(draft, number);
        if (policy == ConflictPolicy.REPLACE && replaceable(draft)) {
            Ending.rollBack(draft, PhaseName.SUPERSEDED, "release " + number + " takes its place");
        }
        String instead = displaced == null ? "" : " in place of release " + displaced + ", which was waiting";
        return Answer.of(
                number, "release " + number + " of " + version + " was accepted" + instead + start(draft, inFlight));
    }

    /** When a queued release will start, by what has become of the rollout that was in flight. */
    static String start(Draft draft, Rollout was) {
        Rollout rollout = draft.state().rollout();
        if (rollout == null) {
            return " and starts at once";
        }
        String what = "release " + was.release();
        if (Ending.held(rollout)) {
            return "; it waits for " + what + ", which is held: " + Sentences.of(draft.state());
        }
        return rollout.phase() instanceof Phase.RollingBack
                ? "; it starts when " + what + " has returned its traffic"
                : "; it waits for the end of " + what;
    }

    private static boolean replaceable(Draft draft) {
        Rollout rollout = draft.rollout();
        boolean servesAlone = rollout.base() == null && draft.state().traffic().touches(rollout.candidate());
        return !(rollout.phase() instanceof Phase.RollingBack) && !servesAlone;
    }

    /** Puts a release into the one slot of the queue; what waited there is superseded. */
    static void enqueue(Draft draft, long number) {
        clearQueue(draft, number);
        draft.emit(new ReleaseQueued(number, draft.rollout().release()));
    }

    static void clearQueue(Draft draft, long by) {
        Long waiting = draft.state().queued();
        if (waiting != null) {
            draft.emit(new ReleaseSuperseded(waiting, by, "release " + by + " takes its place in the queue"));
        }
    }
}
