package io.ionroller.engine.rollout;

import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.rollout.ServiceCommand.*;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what running effects report. Only reports of effects that are owed get here. */
final class Reports {

    private Reports() {}

    static void decide(Draft draft, Report report, Effect effect) {
        switch (report) {
            case EnvironmentSeen seen -> environmentSeen(draft, seen, effect);
            case TrafficSeen seen -> trafficSeen(draft, seen.observation(), effect);
            case DrainSeen seen -> {
                if (effect instanceof Effect.ProveDrained drain
                        && drain.environment().id().equals(seen.proof().environment())
                        && !draft.state().traffic().outdates(seen.proof().observedAt())) {
                    draft.emit(new DrainProven(seen.proof().environment(), seen.proof()));
                }
            }
            case DrainProofTooOld tooOld -> {
                if (effect instanceof Effect.RemoveEnvironment remove) {
                    draft.because(Grounds.Rule.PROOF_OUTDATED);
                    draft.emit(new DrainProofExpired(remove.spec().id()));
                }
            }
            case EffectFailed failed -> failed(draft, failed, effect);
        }
    }

    private static void environmentSeen(Draft draft, EnvironmentSeen report, Effect effect) {
        EnvironmentObservation seen = report.observation();
        switch (effect) {
            case Effect.CreateEnvironment create when isNews(draft, seen, create.spec()) -> created(draft, seen);
            case Effect.VerifyEnvironment verify when isNews(draft, seen, verify.spec()) -> verified(draft, report);
            case Effect.WatchEnvironment watch
            when isNews(draft, seen, watch.spec()) -> EnvironmentReports.watched(draft, seen);
            case Effect.RepairEnvironment repair
            when isNews(draft, seen, repair.spec()) -> EnvironmentReports.watched(draft, seen);
            case Effect.RestoreEnvironment restore
            when isNews(draft, seen, restore.spec()) -> EnvironmentReports.watched(draft, seen);
            case Effect.ScaleEnvironment scale
            when isNews(draft, seen, scale.spec()) -> {
                EnvironmentReports.watched(draft, seen);
                Scalings.completeIfReached(draft, seen);
            }
            case Effect.RemoveEnvironment remove
            when isNews(draft, seen, remove.spec()) -> {
                if (!seen.exists()) {
                    draft.emit(new EnvironmentRemoved(remove.spec().id()));
                }
            }
            case Effect.CreateEnvironment other -> {}
            case Effect.VerifyEnvironment other -> {}
            case Effect.WatchEnvironment other -> {}
            case Effect.RepairEnvironment other -> {}
            case Effect.RestoreEnvironment other -> {}
            case Effect.ScaleEnvironment other -> {}
            case Effect.RemoveEnvironment other -> {}
            case Effect.ShiftTraffic other -> {}
            case Effect.ConfirmTraffic other -> {}
            case Effect.WatchTraffic other -> {}
            case Effect.ProveDrained other -> {}
        }
    }

    /** Whether it is about the environment of the effect and not older than what is known. */
    private static boolean isNews(Draft draft, EnvironmentObservation seen, EnvironmentSpec spec) {
        Environment.Health known = draft.state().environment(spec.id()).health();
        return seen.environment().equals(spec.id())
                && (known == null || !seen.observedAt().isBefore(known.observedAt()));
    }

    private static void created(Draft draft, EnvironmentObservation seen) {
        if (seen.count(InstanceObservation.State.EXITED) > 0) {
            draft.because(Grounds.Rule.CANDIDATE_NOT_STARTING);
            Ending.fail(draft, "it does not start: " + EnvironmentReports.detail(seen));
        } else if (seen.required() > 0 && seen.running() >= seen.required()) {
            Rollout rollout = draft.rollout();
            var deadline =
                    draft.now().plus(Starting.configuration(draft).deadlines().verifying());
            draft.emit(new EnvironmentCreated(
                    rollout.release(), seen.environment(), seen.running(), deadline, seen.resolved()));
        }
    }

    private static void verified(Draft draft, EnvironmentSeen report) {
        EnvironmentObservation seen = report.observation();
        Rollout rollout = draft.rollout();
        boolean warm = draft.state().release(rollout.release()).kind() == ReleaseKind.WARM_ROLLBACK;
        EnvironmentReports.recordHealthAndReason(draft, report);
        Scalings.completeIfReached(draft, seen);
        if (report.confirmed() && !draft.state().environment(seen.environment()).growing()) {
            draft.emit(new EnvironmentVerified(
                    rollout.release(), seen.environment(), seen.healthy(), seen.required(), Members.names(seen)));
            Starting.continueAt(draft, 0);
        } else if (!warm && seen.running() < seen.required()) {
            draft.because(Grounds.Rule.CANDIDATE_UNHEALTHY);
            Ending.fail(draft, "it does not stay up: " + EnvironmentReports.detail(seen));
        }
    }

    private static void trafficSeen(Draft draft, TrafficObservation seen, Effect effect) {
        Traffic traffic = draft.state().traffic();
        if (traffic.outdates(seen.observedAt())) {
            return;
        }
        TrafficProgress progress = seen.progress();
        if (progress != null) {
            onItsWay(draft, seen, progress, effect);
            return;
        }
        Map<EnvironmentId, Weight> weights = seen.weights();
        boolean asIntended = weights.equals(traffic.intended());
        switch (effect) {
            case Effect.ShiftTraffic shift -> {
                if (asIntended) {
                    shifted(draft, seen);
                } else if (!shift.spec().expected().contains(weights)) {
                    drift(draft, seen);
                }
            }
            case Effect.ConfirmTraffic confirm -> {
                if (weights.equals(Map.of(draft.rollout().candidate(), Weight.FULL))) {
                    Ending.complete(draft);
                } else {
                    drift(draft, seen);
                }
            }
            case Effect.WatchTraffic watch -> {
                if (!asIntended) {
                    drift(draft, seen);
                } else if (traffic.drift() != null) {
                    shifted(draft, seen);
                }
            }
            case Effect.CreateEnvironment other -> {}
            case Effect.VerifyEnvironment other -> {}
            case Effect.WatchEnvironment other -> {}
            case Effect.RepairEnvironment other -> {}
            case Effect.RestoreEnvironment other -> {}
            case Effect.ScaleEnvironment other -> {}
            case Effect.ProveDrained other -> {}
            case Effect.RemoveEnvironment other -> {}
        }
    }

    /** The router goes to what is intended, or has lost some of it: then it is asked to bring it back. */
    private static void onItsWay(Draft draft, TrafficObservation seen, TrafficProgress progress, Effect effect) {
        Traffic traffic = draft.state().traffic();
        if (traffic.settled()) {
            draft.restoreTraffic();
        } else if (effect instanceof Effect.ShiftTraffic && !progress.equals(traffic.progress())) {
            progressed(draft, seen, progress);
        }
    }

    /** What has moved since was in time, and there is as much time again for the next step. */
    private static void progressed(Draft draft, TrafficObservation seen, TrafficProgress progress) {
        Traffic traffic = draft.state().traffic();
        boolean moved = !seen.weights().equals(traffic.observed()) || progress.notBefore() != null;
        draft.emit(new TrafficProgressed(
                traffic.shiftRelease(),
                traffic.shift(),
                seen.weights(),
                progress.sentence(),
                progress.notBefore(),
                moved ? nextDeadline(draft, progress) : null,
                seen.observedAt()));
    }

    private static @Nullable Instant nextDeadline(Draft draft, TrafficProgress progress) {
        Rollout rollout = draft.state().rollout();
        boolean awaited = rollout != null
                && rollout.phase() instanceof Phase.Shifting
                && rollout.release() == draft.state().traffic().shiftRelease();
        if (!awaited) {
            return null;
        }
        Instant next = progress.notBefore();
        Instant from = next == null || next.isBefore(draft.now()) ? draft.now() : next;
        return from.plus(Starting.configuration(draft).deadlines().shifting());
    }

    private static void shifted(Draft draft, TrafficObservation seen) {
        Traffic traffic = draft.state().traffic();
        draft.emit(new TrafficShifted(traffic.shiftRelease(), traffic.shift(), seen.weights(), seen.observedAt()));
    }

    /**
     * Somebody else changed the weights: said once, and the rollout holds, unless the configuration wants them set right. A rollback
     * goes on and sets them right in any case; a rollout that is held already sets nothing right before it is resumed.
     */
    private static void drift(Draft draft, TrafficObservation seen) {
        Traffic traffic = draft.state().traffic();
        if (seen.weights().equals(traffic.drift())) {
            return;
        }
        draft.emit(
                new TrafficDriftFound(traffic.shiftRelease(), traffic.intended(), seen.weights(), seen.observedAt()));
        draft.because(Grounds.Rule.TRAFFIC_DRIFTED);
        draft.state().environments().values().stream()
                .filter(environment -> environment.lifecycle() instanceof Lifecycle.Removing)
                .filter(environment -> seen.weights().containsKey(environment.id()))
                .forEach(environment -> draft.emit(new DrainProofExpired(environment.id())));
        Rollout rollout = draft.state().rollout();
        boolean held = rollout != null && Ending.held(rollout);
        if (Drifts.policy(draft.state()) == DriftPolicy.RESTORE && !held) {
            draft.intend(traffic.shiftRelease(), traffic.intended());
            return;
        }
        if (rollout == null || rollout.phase() instanceof Phase.RollingBack) {
            return;
        }
        if (draft.state().release(rollout.release()).kind() != ReleaseKind.WARM_ROLLBACK) {
            Ending.hold(
                    draft,
                    "the traffic was found as nobody intended: " + Sentences.weights(seen.weights()) + " instead of "
                            + Sentences.weights(traffic.intended()) + "; resume to set it right");
        } else if (rollout.phase() instanceof Phase.Finishing) {
            draft.intend(rollout.release(), traffic.intended());
        }
    }

    /** A terminal failure to create, verify or shift means that the release is bad; anything else is trouble to hold for. */
    private static void failed(Draft draft, EffectFailed failed, Effect effect) {
        ServiceEvent failing = new EffectFailing(
                failed.effect().toString(),
                failed.kind().name().toLowerCase(Locale.ROOT),
                failed.message(),
                failed.attempts());
        boolean carries = carriesRollout(draft.state(), effect);
        boolean holdsAlready = !carries || Ending.held(draft.rollout());
        if (!holdsAlready || !failing.equals(draft.state().lastFailure())) {
            draft.emit(failing);
        }
        if (!carries) {
            return;
        }
        draft.because(Grounds.Rule.PLATFORM_FAILING);
        boolean reading = effect instanceof Effect.ConfirmTraffic || effect instanceof Effect.WatchEnvironment;
        if (failed.kind() == PlatformException.Kind.TERMINAL && !reading) {
            Ending.fail(draft, failed.message());
        } else {
            Ending.hold(
                    draft,
                    "the platform is in trouble (" + failed.attempts() + " attempts): " + failed.message()
                            + "; resume to try again");
        }
    }

    /** A traffic change that was under way before the rollout began is no fault of its release. */
    private static boolean carriesRollout(ServiceState state, Effect effect) {
        Rollout rollout = state.rollout();
        if (rollout == null || rollout.phase() instanceof Phase.RollingBack) {
            return false;
        }
        return switch (effect) {
            case Effect.CreateEnvironment create -> true;
            case Effect.VerifyEnvironment verify -> true;
            case Effect.ShiftTraffic shift -> state.traffic().shiftRelease() == rollout.release();
            case Effect.ConfirmTraffic confirm -> true;
            case Effect.WatchEnvironment watch -> vouchesFor(state, rollout, watch);
            case Effect.RepairEnvironment repair -> false;
            case Effect.RestoreEnvironment restore -> false;
            case Effect.ScaleEnvironment scale -> false;
            case Effect.WatchTraffic watch -> false;
            case Effect.ProveDrained drain -> false;
            case Effect.RemoveEnvironment remove -> false;
        };
    }

    /** No data is not success: a candidate that cannot be read gets no further. A way back is not held up by that. */
    private static boolean vouchesFor(ServiceState state, Rollout rollout, Effect.WatchEnvironment watch) {
        return watch.spec().id().equals(rollout.candidate())
                && state.release(rollout.release()).kind() != ReleaseKind.WARM_ROLLBACK;
    }
}
