package io.ionroller.engine.rollout;

import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Instant;
import java.util.List;

/**
 * What follows by itself from a state at a time: the next step when a shift was read back, the rollback when a deadline has
 * passed, the drain when an environment was warm for long enough. Runs after every command until nothing more follows.
 */
final class Progress {

    private Progress() {}

    static void run(Draft draft) {
        int before;
        do {
            before = draft.events().size();
            environments(draft);
            rollout(draft);
        } while (draft.events().size() > before);
    }

    private static void rollout(Draft draft) {
        Rollout rollout = draft.state().rollout();
        if (rollout == null) {
            Long queued = draft.state().queued();
            if (queued != null) {
                draft.because(Grounds.Rule.QUEUE_FREE, null);
                Starting.start(draft, queued);
            }
            return;
        }
        if (!candidateIsBad(draft.state(), rollout)) {
            phase(draft, rollout);
        } else if (!stuck(draft.state(), rollout)) {
            Environment candidate = draft.state().environment(rollout.candidate());
            draft.because(Grounds.Rule.CANDIDATE_UNHEALTHY, Grounds.of(candidate));
            Ending.fail(draft, "it is no longer healthy: " + Sentences.health(candidate));
        }
    }

    private static void phase(Draft draft, Rollout rollout) {
        switch (rollout.phase()) {
            case Phase.Creating creating -> {
                if (overdue(draft, creating.deadline())) {
                    Ending.fail(draft, "its environment was not created within the deadline");
                }
            }
            case Phase.Verifying verifying -> {
                if (overdue(draft, verifying.deadline())) {
                    Ending.fail(
                            draft,
                            "it did not become healthy within the deadline: "
                                    + Sentences.health(draft.state().environment(rollout.candidate())));
                }
            }
            case Phase.Shifting shifting -> shifting(draft, shifting);
            case Phase.Paused paused -> {
                Instant until = paused.until();
                if (until != null && due(draft, until)) {
                    draft.because(Grounds.Rule.PAUSE_OVER, Grounds.due(until, draft.now()));
                    Starting.goOn(draft, paused, Resumption.TIME);
                }
            }
            case Phase.Baking baking -> {
                if (due(draft, baking.until())) {
                    draft.because(Grounds.Rule.BAKE_OVER, Grounds.due(baking.until(), draft.now()));
                    Starting.finish(draft);
                }
            }
            case Phase.Finishing finishing -> {
                if (overdue(draft, finishing.deadline())) {
                    Ending.hold(draft, "the end state could not be read back within the deadline");
                }
            }
            case Phase.RollingBack rollingBack -> {
                if (draft.state().traffic().settled()) {
                    draft.because(
                            Grounds.Rule.TRAFFIC_READ_BACK,
                            Grounds.of(draft.state().traffic()));
                    Ending.end(draft, rollingBack.outcome(), rollingBack.reason());
                }
            }
        }
    }

    private static void shifting(Draft draft, Phase.Shifting shifting) {
        if (draft.state().traffic().settled() && draft.state().traffic().drift() == null) {
            draft.because(
                    Grounds.Rule.TRAFFIC_READ_BACK, Grounds.of(draft.state().traffic()));
            Starting.continueAt(draft, shifting.step() + 1);
        } else if (overdue(draft, shifting.deadline())) {
            Ending.fail(
                    draft,
                    "the traffic was not read back as " + shifting.weight() + " within the deadline"
                            + Sentences.progress(draft.state()));
        }
    }

    /**
     * After its verification a candidate must stay complete and healthy until its rollout is over. Where the candidate is the
     * base itself, on the way out of another rollout, there is nothing better to go to.
     */
    static boolean candidateIsBad(ServiceState state, Rollout rollout) {
        return !rollout.candidate().equals(rollout.base()) && lostHealth(state, rollout);
    }

    /** Whether the candidate was verified and is no longer as it was then. */
    static boolean lostHealth(ServiceState state, Rollout rollout) {
        return verified(rollout.phase())
                && !state.environment(rollout.candidate()).ready();
    }

    /** Held because the base is no better; goes back as soon as the base can serve. */
    private static boolean stuck(ServiceState state, Rollout rollout) {
        return Ending.held(rollout) && rollout.base() != null && !Ending.canReturn(state, rollout.base());
    }

    private static boolean verified(Phase phase) {
        return switch (phase) {
            case Phase.Creating creating -> false;
            case Phase.Verifying verifying -> false;
            case Phase.Shifting shifting -> true;
            case Phase.Paused paused ->
                !(paused.then() instanceof Phase.Continuation.Again(Phase interrupted)) || verified(interrupted);
            case Phase.Baking baking -> true;
            case Phase.Finishing finishing -> true;
            case Phase.RollingBack rollingBack -> false;
        };
    }

    private static void environments(Draft draft) {
        for (Environment environment : List.copyOf(draft.state().environments().values())) {
            switch (environment.lifecycle()) {
                case Lifecycle.Requested requested -> leaveIfUnused(draft, environment);
                case Lifecycle.Live live -> {
                    mend(draft, environment);
                    leaveIfUnused(draft, environment);
                }
                case Lifecycle.Retired retired -> {
                    mend(draft, environment);
                    removeIfDue(draft, environment, retired);
                }
                case Lifecycle.Draining draining -> {}
                case Lifecycle.Removing removing -> {}
            }
        }
    }

    private static void mend(Draft draft, Environment environment) {
        EnvironmentReports.repairIfIncomplete(draft, environment, List.of());
        Drifts.restoreIfWanted(draft, environment);
    }

    private static void removeIfDue(Draft draft, Environment environment, Lifecycle.Retired retired) {
        if (due(draft, retired.removeAt()) && unused(draft.state(), environment)) {
            draft.because(Grounds.Rule.KEPT_LONG_ENOUGH, Grounds.due(retired.removeAt(), draft.now()));
            draft.emit(new DrainStarted(environment.id(), "unused since " + retired.since()));
        }
    }

    /** What served well stays warm, once it is certain that no traffic goes there; what did not is taken away. */
    private static void leaveIfUnused(Draft draft, Environment environment) {
        if (!unused(draft.state(), environment)) {
            return;
        }
        draft.because(Grounds.Rule.ENVIRONMENT_UNUSED, Grounds.of(draft.state().traffic()));
        Release creator = draft.state().release(environment.id().release());
        if (creator.phase() != PhaseName.COMPLETED) {
            String reason = "release " + creator.number() + " ended as "
                    + creator.phase().text();
            draft.emit(new DrainStarted(environment.id(), reason));
        } else if (draft.state().traffic().settled()) {
            Instant removeAt = draft.now().plus(Ending.keepUnusedFor(draft.state()));
            draft.emit(new EnvironmentRetired(environment.id(), removeAt));
        }
    }

    static boolean unused(ServiceState state, Environment environment) {
        Rollout rollout = state.rollout();
        boolean inRollout = rollout != null
                && (environment.id().equals(rollout.candidate())
                        || environment.id().equals(rollout.base()));
        return !inRollout
                && !environment.id().equals(state.stable())
                && !state.traffic().touches(environment.id());
    }

    private static boolean overdue(Draft draft, Instant deadline) {
        boolean passed = due(draft, deadline);
        if (passed) {
            draft.because(Grounds.Rule.DEADLINE_PASSED, Grounds.due(deadline, draft.now()));
        }
        return passed;
    }

    private static boolean due(Draft draft, Instant when) {
        return !draft.now().isBefore(when);
    }
}
