package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides rollbacks: where to, whether that is still warm, and what becomes of a rollout in flight. */
final class RollbackRequests {

    private RollbackRequests() {}

    static Outcome rollBack(Draft draft, @Nullable Version version) {
        ServiceState state = draft.state();
        if (!state.configured()) {
            return Refusals.noConfiguration(state);
        }
        Rollout rollout = state.rollout();
        if (version == null && rollout != null) {
            return outOfRollout(draft, rollout);
        }
        Optional<Release> stable = state.stableRelease();
        if (version == null && stable.isEmpty()) {
            return Refusals.conflict("nothing-deployed", state.name() + " has nothing deployed to roll back from");
        }
        Optional<Release> target =
                version == null ? ReleaseHistory.before(state, stable.get()) : ReleaseHistory.of(state, version);
        if (target.isEmpty()) {
            return version == null
                    ? Refusals.conflict(
                            "no-previous-release",
                            "no release before " + stable.get().version() + " has completed; name a version or release"
                                    + " one")
                    : Refusals.notFound(
                            "unknown-version", "no release of " + version + " has completed; release it instead");
        }
        return rollBackTo(draft, target.get());
    }

    private static Outcome outOfRollout(Draft draft, Rollout rollout) {
        if (rollout.phase() instanceof Phase.RollingBack) {
            return Refusals.alreadyRollingBack(rollout);
        }
        Release inFlight = draft.state().release(rollout.release());
        if (inFlight.kind() != ReleaseKind.RELEASE) {
            return alreadyInFlight(inFlight);
        }
        Optional<Release> stable = draft.state().stableRelease();
        if (rollout.base() == null || stable.isEmpty()) {
            return Refusals.conflict(
                    "nothing-to-return-to",
                    "release " + rollout.release()
                            + " is the first one, there is nothing to return to; abort it, or drop it with force once it"
                            + " has traffic");
        }
        return rollBackTo(draft, stable.get());
    }

    private static Outcome rollBackTo(Draft draft, Release target) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        if (rollout == null && target.environment().equals(state.stable())) {
            return Refusals.conflict("already-stable", target.version() + " has all traffic already");
        }
        if (rollout != null
                && !(rollout.phase() instanceof Phase.RollingBack)
                && restores(state, rollout.release(), target)) {
            return alreadyInFlight(state.release(rollout.release()));
        }
        boolean warm = ReleaseHistory.warm(state, target);
        Long queued = state.queued();
        if (!warm && queued != null && restores(state, queued, target)) {
            return Refusals.conflict(
                    "already-queued", "release " + queued + " waits already to bring " + target.version() + " back");
        }
        return warm ? warmRollback(draft, target) : coldRollback(draft, target);
    }

    /** Asked for twice, a rollback is not rolled back: that takes an abort. */
    private static Rejection alreadyInFlight(Release release) {
        return Refusals.conflict(
                "already-in-flight",
                "release " + release.number() + " is bringing " + release.version()
                        + " back already; abort it to return, or name another version");
    }

    private static boolean restores(ServiceState state, long number, Release target) {
        Release release = state.release(number);
        return release.kind() != ReleaseKind.RELEASE && release.origin() == target.origin();
    }

    private static Outcome warmRollback(Draft draft, Release target) {
        long number = draft.state().lastRelease() + 1;
        String first = Scalings.first(draft.state().environment(target.environment()));
        draft.emit(new ReleaseAccepted(
                number,
                target.version(),
                target.revision(),
                ReleaseKind.WARM_ROLLBACK,
                target.environment(),
                target.origin()));
        if (draft.state().rollout() != null) {
            Ending.supersede(draft, number);
        }
        ReleaseRequests.clearQueue(draft, number);
        Starting.start(draft, number);
        return Answer.of(
                number,
                "warm rollback to " + target.version() + " as release " + number + ": "
                        + (first.isEmpty() ? target.environment() + " is still there" : first));
    }

    private static Outcome coldRollback(Draft draft, Release target) {
        long number = draft.state().lastRelease() + 1;
        Rollout inFlight = draft.state().rollout();
        draft.emit(new ReleaseAccepted(
                number,
                target.version(),
                target.revision(),
                ReleaseKind.COLD_ROLLBACK,
                new EnvironmentId(draft.state().name(), number),
                target.origin()));
        String how = "cold rollback to " + target.version() + " as release " + number
                + ": its environment is gone, so a fresh one is created and takes all steps";
        if (inFlight == null) {
            Starting.start(draft, number);
            return Answer.of(number, how);
        }
        ReleaseRequests.enqueue(draft, number);
        if (!(inFlight.phase() instanceof Phase.RollingBack)) {
            Ending.rollBack(draft, PhaseName.SUPERSEDED, "release " + number + " takes its place");
        }
        return Answer.of(number, how + ReleaseRequests.start(draft, inFlight));
    }
}
