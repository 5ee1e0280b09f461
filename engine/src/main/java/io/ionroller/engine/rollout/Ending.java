package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.Map;

/** How a rollout ends, well or badly, and what becomes of its environments. */
final class Ending {

    private Ending() {}

    /** The release is bad: back to the base; without one, failed. */
    static void fail(Draft draft, String reason) {
        rollBack(draft, draft.rollout().base() == null ? PhaseName.FAILED : PhaseName.ROLLED_BACK, reason);
    }

    /** Returns all traffic to the base, then ends with the outcome. Holds instead if the base cannot take the traffic. */
    static void rollBack(Draft draft, PhaseName outcome, String reason) {
        Rollout rollout = draft.rollout();
        EnvironmentId base = rollout.base();
        if (base == null) {
            end(draft, outcome, reason);
            return;
        }
        Map<EnvironmentId, Weight> home = Map.of(base, Weight.FULL);
        if (!canReturn(draft.state(), base)) {
            hold(
                    draft,
                    reason + "; but " + describe(draft.state(), base)
                            + " has no healthy instance to go back to, so the traffic stays where it is");
            return;
        }
        draft.emit(new RollbackStarted(rollout.release(), outcome, base, reason));
        draft.intend(rollout.release(), home);
    }

    /** The machinery is in trouble or a person must decide: stop here and say why. */
    static void hold(Draft draft, String sentence) {
        Rollout rollout = draft.rollout();
        if (!held(rollout)) {
            int next = Math.max(rollout.reached() + 1, 0);
            draft.emit(new RolloutPaused(rollout.release(), next, PauseReason.HELD, null, sentence));
        }
    }

    /** The rollout has all traffic, seen by a reading. */
    static void complete(Draft draft) {
        Rollout rollout = draft.rollout();
        draft.emit(new ReleaseCompleted(rollout.release(), rollout.candidate()));
    }

    /** Ends the rollout in flight with the outcome. {@link Progress} takes its environment away once it has no traffic. */
    static void end(Draft draft, PhaseName outcome, String reason) {
        draft.emit(outcome(draft, draft.rollout().release(), outcome, reason));
    }

    static boolean held(Rollout rollout) {
        return rollout.phase() instanceof Phase.Paused paused && paused.reason() == PauseReason.HELD;
    }

    private static ServiceEvent outcome(Draft draft, long release, PhaseName outcome, String reason) {
        Long queued = draft.state().queued();
        return switch (outcome) {
            case ROLLED_BACK -> new ReleaseRolledBack(release, reason);
            case FAILED -> new ReleaseFailed(release, reason);
            case ABORTED -> new ReleaseAborted(release, reason);
            case SUPERSEDED ->
                queued == null
                        ? new ReleaseAborted(release, reason + ", which was dropped meanwhile")
                        : new ReleaseSuperseded(release, queued, reason);
            case QUEUED, CREATING, VERIFYING, SHIFTING, PAUSED, BAKING, FINISHING, ROLLING_BACK, COMPLETED ->
                throw new IllegalArgumentException(outcome + " is no outcome of a rollback");
        };
    }

    /**
     * A rollback takes the place of the rollout in flight, whatever that is doing. Its candidate keeps its traffic until the
     * rollback has moved it: should the rollback fail, nothing was lost.
     */
    static void supersede(Draft draft, long by) {
        draft.emit(new ReleaseSuperseded(draft.rollout().release(), by, "release " + by + " takes its place"));
    }

    /** Whether all traffic can go to the base: it is meant to be there already, or the base could take it. */
    static boolean canReturn(ServiceState state, EnvironmentId base) {
        return state.traffic().intended().equals(Map.of(base, Weight.FULL)) || canServe(state, base);
    }

    /** How long a former environment stays warm: what the newest configuration says. */
    static Duration keepUnusedFor(ServiceState state) {
        return state.configuration()
                .map(revision -> revision.configuration().keepUnusedFor())
                .orElse(ServiceConfiguration.STANDARD_KEEP_UNUSED_FOR);
    }

    /** Whether the environment could take traffic now, by what was last seen of it. */
    static boolean canServe(ServiceState state, EnvironmentId id) {
        Environment environment = state.environments().get(id);
        return environment != null
                && environment.serviceable()
                && environment.health() != null
                && environment.health().healthy() > 0;
    }

    static String describe(ServiceState state, EnvironmentId id) {
        return id + " (" + state.environment(id).version() + ")";
    }
}
