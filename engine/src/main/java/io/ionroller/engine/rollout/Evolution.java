package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What every event does to the state. Depends on nothing but the state, the event and its time. */
final class Evolution {

    private Evolution() {}

    static ServiceState apply(ServiceState state, ServiceEvent event, Instant at) {
        return rememberPhase(change(state, event, at));
    }

    private static ServiceState change(ServiceState state, ServiceEvent event, Instant at) {
        return switch (event) {
            case ConfigurationChanged e ->
                state.withConfiguration(new ConfigurationRevision(e.revision(), at, e.configuration()));
            case ConfigurationDeleted e -> state.withoutConfiguration();
            case ReleaseAccepted e -> accepted(state, e, at);
            case ReleaseQueued e -> state.withQueued(e.release());
            case DropAccepted e -> state;
            case RolloutStarted e -> started(state, e, at);
            case EnvironmentCreated e ->
                state.changeEnvironment(e.environment(), env -> env.made(e.resolved()))
                        .with(rollout(state).in(new Phase.Verifying(e.deadline()), at));
            case EnvironmentVerified e -> {
                List<String> names = e.instances();
                yield names == null ? state : upkeep(state, e.environment(), upkeep -> upkeep.withMembers(names));
            }
            case StepStarted e ->
                state.with(rollout(state)
                        .in(new Phase.Shifting(e.step(), e.weight(), e.deadline()), at)
                        .at(e.step()));
            case RolloutPaused e -> paused(state, e, at);
            case PauseRequested e -> state.with(rollout(state).withPauseRequested(true));
            case RolloutResumed e -> resumed(state, e, at);
            case RolloutPromoted e -> promoted(state, e);
            case BakeStarted e -> state.with(rollout(state).in(new Phase.Baking(e.until()), at));
            case FinishStarted e -> state.with(rollout(state).in(new Phase.Finishing(e.deadline()), at));
            case ReleaseCompleted e ->
                ended(state, e.release(), PhaseName.COMPLETED, "").withStable(e.environment());
            case RollbackStarted e ->
                state.with(rollout(state)
                        .in(new Phase.RollingBack(e.outcome(), e.reason()), at)
                        .withPauseRequested(false));
            case ReleaseRolledBack e -> ended(state, e.release(), PhaseName.ROLLED_BACK, e.reason());
            case ReleaseFailed e -> serving(ended(state, e.release(), PhaseName.FAILED, e.reason()), e.release());
            case ReleaseAborted e -> ended(state, e.release(), PhaseName.ABORTED, e.reason());
            case ReleaseSuperseded e ->
                serving(ended(state, e.release(), PhaseName.SUPERSEDED, e.reason()), e.release());
            case TrafficIntended e -> state.with(state.traffic().intend(e.shift(), e.release(), e.weights()));
            case TrafficShifted e -> state.with(state.traffic().readBack(e.weights(), e.observedAt()));
            case TrafficProgressed e -> progressed(state, e);
            case TrafficDriftFound e -> state.with(state.traffic().found(e.observed(), e.observedAt()));
            case EnvironmentHealthChanged e -> health(state, e);
            case InstancesLost e ->
                state.changeEnvironment(
                        e.environment(), env -> env.with(new Environment.Repair(e.repair(), e.notBefore())));
            case InstancesReplaced e ->
                state.changeEnvironment(e.environment(), env -> env.with((Environment.@Nullable Repair) null));
            case UpkeepEvent e -> upkeep(state, e.environment(), upkeep -> upkeep.after(e));
            case EnvironmentRetired e -> lifecycle(state, e.environment(), new Lifecycle.Retired(at, e.removeAt()));
            case EnvironmentReused e -> lifecycle(state, e.environment(), new Lifecycle.Live());
            case DrainStarted e -> drainStarted(state, e);
            case DrainProven e -> lifecycle(state, e.environment(), new Lifecycle.Removing(e.proof()));
            case DrainProofExpired e ->
                lifecycle(state, e.environment(), new Lifecycle.Draining("the proof was too old"));
            case EnvironmentRemoved e -> state.withoutEnvironment(e.environment());
            case RequestAnswered e -> state;
            case EffectFailing e -> state.with(e);
            case AccessEvent e -> throw new IllegalArgumentException(e + " is about no service");
        };
    }

    private static Rollout rollout(ServiceState state) {
        Rollout rollout = state.rollout();
        if (rollout == null) {
            throw new IllegalStateException("no rollout in flight in " + state.name());
        }
        return rollout;
    }

    private static ServiceState accepted(ServiceState state, ReleaseAccepted e, Instant at) {
        return state.withRelease(new Release(
                e.release(),
                e.version(),
                e.revision(),
                e.kind(),
                e.environment(),
                e.origin(),
                at,
                PhaseName.QUEUED,
                "",
                null));
    }

    private static ServiceState started(ServiceState state, RolloutStarted e, Instant at) {
        Release release = state.release(e.release());
        boolean warm = release.kind() == ReleaseKind.WARM_ROLLBACK;
        Phase first = warm ? new Phase.Verifying(e.deadline()) : new Phase.Creating(e.deadline());
        ServiceState next = Long.valueOf(e.release()).equals(state.queued()) ? state.withQueued(null) : state;
        if (!warm) {
            next = next.withEnvironment(Environment.requested(release));
        }
        return next.with(new Rollout(e.release(), release.environment(), e.base(), e.steps(), -1, first, at, false));
    }

    /** Keeps the phase of the rollout in what is remembered of its release. */
    private static ServiceState rememberPhase(ServiceState state) {
        Rollout rollout = state.rollout();
        if (rollout == null) {
            return state;
        }
        Release release = state.release(rollout.release());
        PhaseName phase = rollout.phase().name();
        return release.phase() == phase ? state : state.withRelease(release.in(phase, ""));
    }

    private static ServiceState paused(ServiceState state, RolloutPaused e, Instant at) {
        Rollout rollout = rollout(state);
        boolean stepBegins = e.reason() == PauseReason.TIMED || e.reason() == PauseReason.MANUAL;
        Phase.Continuation then = switch (rollout.phase()) {
            case Phase.Paused paused -> afterPause(e, paused);
            case Phase.Baking baking -> new Phase.Continuation.BakeOn(remaining(at, baking.until()));
            case Phase.Creating creating -> afterWork(e, creating);
            case Phase.Verifying verifying -> afterWork(e, verifying);
            case Phase.Shifting shifting -> afterWork(e, shifting);
            case Phase.Finishing finishing -> new Phase.Continuation.Again(finishing);
            case Phase.RollingBack rollingBack -> new Phase.Continuation.Again(rollingBack);
        };
        if (stepBegins) {
            then = new Phase.Continuation.AtStep(e.step() + 1);
        }
        Rollout next = rollout.in(new Phase.Paused(e.reason(), e.until(), e.sentence(), then), at)
                .withPauseRequested(false);
        return state.with(stepBegins ? next.at(e.step()) : next);
    }

    /** A hold comes back to the pause it interrupted: mending the machinery is not a promotion. */
    private static Phase.Continuation afterPause(RolloutPaused e, Phase.Paused paused) {
        boolean interrupts = e.reason() == PauseReason.HELD && paused.reason() != PauseReason.HELD;
        return interrupts ? new Phase.Continuation.Again(paused) : paused.then();
    }

    private static Phase.Continuation afterWork(RolloutPaused e, Phase interrupted) {
        return e.reason() == PauseReason.HELD
                ? new Phase.Continuation.Again(interrupted)
                : new Phase.Continuation.AtStep(e.step());
    }

    private static Duration remaining(Instant at, Instant until) {
        Duration rest = Duration.between(at, until);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static ServiceState resumed(ServiceState state, RolloutResumed e, Instant at) {
        Rollout rollout = rollout(state).withPauseRequested(false);
        Instant deadline = e.deadline();
        if (rollout.phase() instanceof Phase.Paused paused
                && paused.then() instanceof Phase.Continuation.Again(Phase phase)
                && deadline != null) {
            return state.with(rollout.in(renewed(phase, deadline), at));
        }
        return state.with(rollout);
    }

    private static Phase renewed(Phase phase, Instant deadline) {
        return switch (phase) {
            case Phase.Creating creating -> new Phase.Creating(deadline);
            case Phase.Verifying verifying -> new Phase.Verifying(deadline);
            case Phase.Shifting shifting -> new Phase.Shifting(shifting.step(), shifting.weight(), deadline);
            case Phase.Finishing finishing -> new Phase.Finishing(deadline);
            case Phase.Baking baking -> new Phase.Baking(deadline);
            case Phase.RollingBack rollingBack -> rollingBack;
            case Phase.Paused paused -> paused;
        };
    }

    /** A change that goes on has its time anew. */
    private static ServiceState progressed(ServiceState state, TrafficProgressed e) {
        ServiceState next = state.with(state.traffic()
                .progressed(e.weights(), e.observedAt(), new TrafficProgress(e.sentence(), e.notBefore())));
        Rollout rollout = state.rollout();
        Instant deadline = e.deadline();
        return deadline != null && rollout != null && rollout.phase() instanceof Phase.Shifting shifting
                ? next.with(rollout.in(renewed(shifting, deadline), rollout.since()))
                : next;
    }

    private static ServiceState promoted(ServiceState state, RolloutPromoted e) {
        Rollout rollout = rollout(state);
        if (!e.full()) {
            return state;
        }
        var steps = new ArrayList<>(rollout.steps().subList(0, rollout.reached() + 1));
        steps.add(new SetWeight(Weight.FULL));
        return state.with(rollout.with(List.copyOf(steps)).withPauseRequested(false));
    }

    /** A first release that ends with the traffic keeps it: there is nothing else, and the next one needs a way back. */
    private static ServiceState serving(ServiceState state, long number) {
        EnvironmentId environment = state.release(number).environment();
        boolean serves = state.stable() == null && state.traffic().intended().containsKey(environment);
        return serves ? state.withStable(environment) : state;
    }

    private static ServiceState ended(ServiceState state, long number, PhaseName outcome, String reason) {
        ServiceState next = state.withRelease(state.release(number).in(outcome, reason));
        if (Long.valueOf(number).equals(state.queued())) {
            next = next.withQueued(null);
        }
        Rollout rollout = state.rollout();
        return rollout != null && rollout.release() == number ? next.with((Rollout) null) : next;
    }

    private static ServiceState health(ServiceState state, EnvironmentHealthChanged e) {
        var health = new Environment.Health(e.healthy(), e.running(), e.required(), e.detail(), e.observedAt());
        return state.changeEnvironment(e.environment(), env -> env.with(health));
    }

    private static ServiceState upkeep(ServiceState state, EnvironmentId id, UnaryOperator<Upkeep> change) {
        return state.changeEnvironment(id, env -> env.keptUp(change));
    }

    private static ServiceState lifecycle(ServiceState state, EnvironmentId id, Lifecycle next) {
        return state.changeEnvironment(id, env -> env.with(next));
    }

    private static ServiceState drainStarted(ServiceState state, DrainStarted e) {
        ServiceState next = lifecycle(state, e.environment(), new Lifecycle.Draining(e.reason()));
        return e.environment().equals(state.stable()) ? next.withStable(null) : next;
    }
}
