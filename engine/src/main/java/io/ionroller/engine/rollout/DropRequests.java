package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            Outcome aborted = ControlRequests.abort(draft, version + " was dropped by force");
            if (aborted instanceof Rejection) {
                return aborted;
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
        Rollout rollout = state.rollout();
        for (EnvironmentId id : environments) {
            boolean candidate = rollout != null && id.equals(rollout.candidate());
            boolean used = id.equals(state.stable()) || state.traffic().touches(id);
            if (rollout != null && id.equals(rollout.base()) && !candidate) {
                return Optional.of(Refusals.conflict(
                        "environment-in-use",
                        id + " is where release " + rollout.release() + " would return to; wait for its end"));
            }
            if ((used || candidate) && !force) {
                return Optional.of(Refusals.conflict(
                        "environment-in-use",
                        id + " of " + version + " is in use; drop it with force to remove it all the same"));
            }
        }
        return Optional.empty();
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

    private static void dropEnvironment(Draft draft, EnvironmentId id, Version version) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        boolean endsWithRollout = rollout != null && id.equals(rollout.candidate());
        Environment environment = state.environments().get(id);
        if (environment == null || !environment.serviceable() || endsWithRollout) {
            return;
        }
        if (id.equals(state.stable())) {
            draft.intend(state.traffic().shiftRelease(), Map.of());
        }
        draft.emit(new DrainStarted(id, version + " was dropped"));
    }
}
