package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.*;

/** Decides what people do to a rollout in flight. */
final class ControlRequests {

    private ControlRequests() {}

    static Outcome promote(Draft draft, boolean full) {
        Rollout rollout = draft.state().rollout();
        if (rollout == null) {
            return Refusals.noRollout(draft.state());
        }
        return switch (rollout.phase()) {
            case Phase.Paused paused -> promotePaused(draft, paused, full);
            case Phase.Baking baking -> {
                draft.emit(new RolloutPromoted(rollout.release(), false));
                Starting.finish(draft);
                yield Answer.of(rollout.release(), "the rest of the bake is skipped");
            }
            case Phase.Creating creating -> promoteWorking(draft, full);
            case Phase.Verifying verifying -> promoteWorking(draft, full);
            case Phase.Shifting shifting -> promoteWorking(draft, full);
            case Phase.Finishing finishing -> tooLate(rollout);
            case Phase.RollingBack rollingBack -> Refusals.alreadyRollingBack(rollout);
        };
    }

    private static Outcome promotePaused(Draft draft, Phase.Paused paused, boolean full) {
        Rollout rollout = draft.rollout();
        if (paused.reason() == PauseReason.HELD) {
            return Refusals.conflict(
                    "held",
                    "release " + rollout.release() + " is held: " + paused.sentence()
                            + "; resume it when that is mended, or abort it");
        }
        if (Progress.lostHealth(draft.state(), rollout)) {
            return candidateUnhealthy(draft.state(), rollout);
        }
        boolean stepsLeft = paused.then() instanceof Phase.Continuation.AtStep(int index)
                && index < rollout.steps().size();
        draft.emit(new RolloutPromoted(rollout.release(), full && stepsLeft));
        Starting.goOn(draft, paused, Resumption.PROMOTE);
        return Answer.of(
                rollout.release(),
                full ? "the remaining steps are skipped, all traffic follows" : "the pause is skipped");
    }

    private static Outcome promoteWorking(Draft draft, boolean full) {
        Rollout rollout = draft.rollout();
        if (!full) {
            return Refusals.conflict(
                    "not-paused",
                    "release " + rollout.release() + " is "
                            + rollout.phase().name().text()
                            + " and not paused; promote it in full to skip the remaining steps");
        }
        boolean full100 = rollout.reached() >= 0
                && rollout.steps().get(rollout.reached()) instanceof SetWeight(Weight weight)
                && weight.equals(Weight.FULL);
        if (full100 || rollout.reached() + 1 == rollout.steps().size() - 1) {
            return Refusals.conflict(
                    "already-full",
                    "release " + rollout.release() + " has no step before its full weight left to skip");
        }
        draft.emit(new RolloutPromoted(rollout.release(), true));
        return Answer.of(
                rollout.release(), "when this phase is over, all traffic follows; the verification is never skipped");
    }

    private static Rejection tooLate(Rollout rollout) {
        return Refusals.conflict("too-late", "release " + rollout.release() + " has all traffic and is finishing");
    }

    static Outcome pause(Draft draft) {
        Rollout rollout = draft.state().rollout();
        if (rollout == null) {
            return Refusals.noRollout(draft.state());
        }
        long release = rollout.release();
        return switch (rollout.phase()) {
            case Phase.Paused paused
            when paused.reason() != PauseReason.TIMED ->
                Refusals.conflict("already-paused", "release " + release + " is paused already: " + paused.sentence());
            case Phase.Paused paused -> pauseNow(draft, "paused by request; resume to go on");
            case Phase.Baking baking -> pauseNow(draft, "paused by request while baking; resume to go on");
            case Phase.Creating creating -> pauseLater(draft, "before the first step");
            case Phase.Verifying verifying -> pauseLater(draft, "before the first step");
            case Phase.Shifting shifting -> pauseLater(draft, "when the weight of this step was read back");
            case Phase.Finishing finishing -> tooLate(rollout);
            case Phase.RollingBack rollingBack -> Refusals.alreadyRollingBack(rollout);
        };
    }

    private static Outcome pauseNow(Draft draft, String sentence) {
        Rollout rollout = draft.rollout();
        draft.emit(new RolloutPaused(
                rollout.release(), Math.max(rollout.reached(), 0), PauseReason.REQUESTED, null, sentence));
        return Answer.of(rollout.release(), "paused");
    }

    private static Outcome pauseLater(Draft draft, String when) {
        Rollout rollout = draft.rollout();
        if (rollout.pauseRequested()) {
            return Refusals.conflict(
                    "already-paused", "release " + rollout.release() + " will pause " + when + " already");
        }
        draft.emit(new PauseRequested(rollout.release()));
        return Answer.of(rollout.release(), "it will pause " + when);
    }

    static Outcome resume(Draft draft) {
        Rollout rollout = draft.state().rollout();
        if (rollout == null) {
            return Refusals.noRollout(draft.state());
        }
        if (rollout.phase() instanceof Phase.Paused paused) {
            if (Progress.lostHealth(draft.state(), rollout)) {
                return candidateUnhealthy(draft.state(), rollout);
            }
            Starting.goOn(draft, paused, Resumption.RESUME);
            return Answer.of(rollout.release(), "it goes on");
        }
        if (rollout.phase() instanceof Phase.RollingBack) {
            return Refusals.alreadyRollingBack(rollout);
        }
        if (rollout.pauseRequested()) {
            draft.emit(new RolloutResumed(rollout.release(), Resumption.RESUME, null));
            return Answer.of(rollout.release(), "the requested pause is withdrawn");
        }
        return Refusals.conflict("not-paused", "release " + rollout.release() + " is not paused");
    }

    private static Rejection candidateUnhealthy(ServiceState state, Rollout rollout) {
        return Refusals.conflict(
                "candidate-unhealthy",
                rollout.candidate() + " is not healthy (" + Sentences.health(state.environment(rollout.candidate()))
                        + "); wait until it is mended, or until it can be taken back");
    }

    static Outcome abort(Draft draft) {
        return abort(draft, "aborted by request");
    }

    static Outcome abort(Draft draft, String reason) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        if (rollout == null) {
            return Refusals.noRollout(state);
        }
        if (rollout.phase() instanceof Phase.RollingBack) {
            return Refusals.alreadyRollingBack(rollout);
        }
        EnvironmentId base = rollout.base();
        if (base == null && state.traffic().touches(rollout.candidate())) {
            return Refusals.nothingToReturnTo(rollout);
        }
        if (base != null && !Ending.canReturn(state, base)) {
            return Refusals.conflict(
                    "base-unhealthy",
                    Ending.describe(state, base)
                            + " has no healthy instance to return to; the traffic stays where it is");
        }
        Ending.rollBack(draft, PhaseName.ABORTED, reason);
        return Answer.of(
                rollout.release(),
                "release " + rollout.release() + " is aborted"
                        + (base == null ? "" : ", all traffic returns to " + Ending.describe(draft.state(), base)));
    }
}
