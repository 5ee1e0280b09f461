package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides drops: the removal of environments before their time, and of what waits in the queue. */
final class DropRequests {

    private DropRequests() {}

    static Outcome drop(Draft draft, Version version, boolean force) {
        Optional<Rejection> refusal = dropRefusal(draft.state(), version, force);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<EnvironmentId> environments = droppable(draft.state(), version);
        draft.emit(new DropAccepted(version, force, environments));
        dropQueued(draft, version);
        Rollout rollout = draft.state().rollout();
        if (rollout != null && environments.contains(rollout.candidate())) {
            Outcome ended = endRollout(draft, rollout, version + " was dropped by force");
            if (ended instanceof Rejection) {
                return ended;
            }
        }
        environments.forEach(id -> dropEnvironment(draft, id, version));
        return Answer.of("dropping " + version + ": "
                + (environments.isEmpty() ? "taken out of the queue" : environments + " removed once drained"));
    }

    private static Optional<Rejection> dropRefusal(ServiceState state, Version version, boolean force) {
        List<EnvironmentId> environments = droppable(state, version);
        Long queued = state.queued();
        boolean waiting = queued != null && state.release(queued).version().equals(version);
        if (environments.isEmpty() && !waiting) {
            return Optional.of(Refusals.conflict(
                    "nothing-to-drop", "no environment of " + version + " is there, and none is waiting to be made"));
        }
        return environments.stream()
                .map(id -> inUse(state, id, force))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Rejection> inUse(ServiceState state, EnvironmentId id, boolean force) {
        Rollout rollout = state.rollout();
        Optional<Rejection> always = rollout == null ? Optional.empty() : neededBy(state, rollout, id);
        boolean used = rollout != null && id.equals(rollout.candidate())
                || id.equals(state.stable())
                || state.traffic().touches(id);
        return always.isEmpty() && used && !force
                ? inUse(id + " is in use; drop its version with force to remove it all the same")
                : always;
    }

    /** What a rollout needs is not removed under it, by force neither. */
    private static Optional<Rejection> neededBy(ServiceState state, Rollout rollout, EnvironmentId id) {
        if (id.equals(rollout.base())) {
            return inUse(id + " is where release " + rollout.release() + " would return to; wait for its end");
        }
        if (!id.equals(rollout.candidate())) {
            return state.traffic().intended().containsKey(id)
                    ? inUse(id + " has traffic that release " + rollout.release() + " moves away; wait for its end")
                    : Optional.empty();
        }
        return state.release(rollout.release()).kind() == ReleaseKind.WARM_ROLLBACK
                ? inUse(id + " is where release " + rollout.release() + " rolls back to; abort that first")
                : Optional.empty();
    }

    private static Optional<Rejection> inUse(String sentence) {
        return Optional.of(Refusals.conflict("environment-in-use", sentence));
    }

    private static List<EnvironmentId> droppable(ServiceState state, Version version) {
        return state.environments().values().stream()
                .filter(environment -> environment.version().equals(version))
                .filter(environment ->
                        environment.serviceable() || environment.lifecycle() instanceof Lifecycle.Requested)
                .map(Environment::id)
                .toList();
    }

    private static void dropQueued(Draft draft, Version version) {
        Long queued = draft.state().queued();
        if (queued != null && draft.state().release(queued).version().equals(version)) {
            draft.emit(new ReleaseAborted(queued, "dropped from the queue"));
        }
    }

    /** A first release that has the traffic is dropped with it; any other returns it. */
    private static Outcome endRollout(Draft draft, Rollout rollout, String reason) {
        if (rollout.base() != null || !draft.state().traffic().touches(rollout.candidate())) {
            return ControlRequests.abort(draft, reason);
        }
        draft.intend(rollout.release(), Map.of());
        draft.emit(new ReleaseAborted(rollout.release(), reason));
        return Answer.of(rollout.release(), reason);
    }

    private static void dropEnvironment(Draft draft, EnvironmentId id, Version version) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        boolean endsWithRollout = rollout != null && id.equals(rollout.candidate());
        Environment environment = state.environments().get(id);
        if (environment == null || !environment.serviceable() || endsWithRollout) {
            return;
        }
        if (state.traffic().touches(id)) {
            Map<EnvironmentId, Weight> others = new TreeMap<>(state.traffic().intended());
            others.remove(id);
            draft.intend(state.traffic().shiftRelease(), others);
        }
        draft.emit(new DrainStarted(id, version + " was dropped"));
    }
}
