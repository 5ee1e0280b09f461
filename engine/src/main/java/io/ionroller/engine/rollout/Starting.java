package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Step.ManualPause;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Step.TimedPause;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a rollout begins and how it goes from step to step. */
final class Starting {

    private static final List<Step> ONE_STEP = List.of(new SetWeight(Weight.FULL));

    private Starting() {}

    /** Begins the rollout of an accepted release. */
    static void start(Draft draft, long number) {
        Release release = draft.state().release(number);
        EnvironmentId base = draft.state().stable();
        ServiceConfiguration configuration = draft.state().configurationOf(release.revision());
        boolean warm = release.kind() == ReleaseKind.WARM_ROLLBACK;
        List<Step> steps =
                warm || base == null ? ONE_STEP : configuration.strategy().steps();
        draft.emit(new RolloutStarted(number, steps, base, draft.now().plus(firstDeadline(draft.state(), release))));
        if (warm && draft.state().environment(release.environment()).lifecycle() instanceof Lifecycle.Retired) {
            draft.emit(new EnvironmentReused(release.environment(), number));
            Scalings.growAgain(draft, draft.state().environment(release.environment()));
        }
    }

    /** To scale up takes what a creation takes. */
    private static Duration firstDeadline(ServiceState state, Release release) {
        var deadlines = state.configurationOf(release.revision()).deadlines();
        if (release.kind() != ReleaseKind.WARM_ROLLBACK) {
            return deadlines.creating();
        }
        return state.environment(release.environment()).reduced()
                ? deadlines.creating().plus(deadlines.verifying())
                : deadlines.verifying();
    }

    /** Goes on with the step of this index; past the last one, with the bake. */
    static void continueAt(Draft draft, int index) {
        Rollout rollout = draft.rollout();
        if (rollout.pauseRequested()) {
            draft.emit(paused(rollout, index, PauseReason.REQUESTED, null, "paused by request; resume to go on"));
        } else if (index >= rollout.steps().size()) {
            bake(draft, configuration(draft).bake());
        } else {
            begin(draft, rollout, index);
        }
    }

    private static void begin(Draft draft, Rollout rollout, int index) {
        switch (rollout.steps().get(index)) {
            case SetWeight(Weight weight) -> {
                Instant deadline =
                        draft.now().plus(configuration(draft).deadlines().shifting());
                draft.emit(new StepStarted(rollout.release(), index, weight, deadline));
                draft.intend(rollout.release(), weights(rollout, weight));
            }
            case TimedPause(Duration duration) -> {
                Instant until = draft.now().plus(duration);
                draft.emit(paused(rollout, index, PauseReason.TIMED, until, "waits until " + Sentences.time(until)));
            }
            case ManualPause() ->
                draft.emit(paused(rollout, index, PauseReason.MANUAL, null, "waits until somebody promotes it"));
        }
    }

    private static Map<EnvironmentId, Weight> weights(Rollout rollout, Weight weight) {
        Map<EnvironmentId, Weight> weights = new TreeMap<>();
        EnvironmentId base = rollout.base();
        if (base != null) {
            weights.put(base, weight.rest());
        }
        weights.put(rollout.candidate(), weight);
        return weights;
    }

    private static RolloutPaused paused(
            Rollout rollout, int index, PauseReason reason, @Nullable Instant until, String sentence) {
        return new RolloutPaused(rollout.release(), index, reason, until, sentence);
    }

    /** Begins the bake, or finishes at once where there is none. A warm rollback does not bake. */
    static void bake(Draft draft, Duration time) {
        Rollout rollout = draft.rollout();
        boolean warm = draft.state().release(rollout.release()).kind() == ReleaseKind.WARM_ROLLBACK;
        if (warm || time.isZero()) {
            finish(draft);
        } else {
            draft.emit(new BakeStarted(rollout.release(), draft.now().plus(time)));
        }
    }

    static void finish(Draft draft) {
        Instant deadline = draft.now().plus(configuration(draft).deadlines().finishing());
        draft.emit(new FinishStarted(draft.rollout().release(), deadline));
    }

    /** Ends a pause and goes on with what follows it. */
    static void goOn(Draft draft, Phase.Paused paused, Resumption by) {
        long release = draft.rollout().release();
        switch (paused.then()) {
            case Phase.Continuation.AtStep(int index) -> {
                draft.emit(new RolloutResumed(release, by, null));
                continueAt(draft, Math.min(index, draft.rollout().steps().size()));
            }
            case Phase.Continuation.BakeOn(Duration remaining) -> {
                draft.emit(new RolloutResumed(release, by, null));
                bake(draft, remaining);
            }
            case Phase.Continuation.Again(Phase phase) ->
                draft.emit(new RolloutResumed(release, by, draft.now().plus(timeFor(draft, phase))));
        }
        setRight(draft, release);
    }

    /** A drift that somebody has looked at and that no step has overwritten is set right. */
    private static void setRight(Draft draft, long release) {
        Traffic traffic = draft.state().traffic();
        if (traffic.drift() != null && traffic.settled()) {
            draft.intend(release, traffic.intended());
        }
    }

    private static Duration timeFor(Draft draft, Phase phase) {
        var deadlines = configuration(draft).deadlines();
        return switch (phase) {
            case Phase.Creating creating -> deadlines.creating();
            case Phase.Verifying verifying -> deadlines.verifying();
            case Phase.Shifting shifting -> deadlines.shifting();
            case Phase.Finishing finishing -> deadlines.finishing();
            case Phase.Baking baking -> Duration.ZERO;
            case Phase.Paused paused -> Duration.ZERO;
            case Phase.RollingBack rollingBack -> Duration.ZERO;
        };
    }

    /** The configuration of the release in flight. */
    static ServiceConfiguration configuration(Draft draft) {
        Release release = draft.state().release(draft.rollout().release());
        return draft.state().configurationOf(release.revision());
    }
}
