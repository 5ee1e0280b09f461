package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides rollbacks: where to, whether that is still warm, and what becomes of a rollout in flight. */
final class RollbackRequests {

    private RollbackRequests() {}

    static Outcome rollBack(Draft draft, @Nullable Version version) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        if (version == null && rollout != null) {
            return outOfRollout(draft, rollout);
        }
        Optional<Release> stable = state.stableRelease();
        if (version == null && stable.isEmpty()) {
            return Refusals.conflict("nothing-deployed", state.name() + " has nothing deployed to roll back from");
        }
        Optional<Release> target = version == null ? before(state, stable.get()) : completed(state, version);
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
        Optional<Release> stable = draft.state().stableRelease();
        if (rollout.base() == null || stable.isEmpty()) {
            return Refusals.conflict(
                    "nothing-to-return-to",
                    "release " + rollout.release() + " is the first one, there is nothing to return to; abort it");
        }
        return rollBackTo(draft, stable.get());
    }

    /** The newest release that completed before the one that is running was first released, and runs something else. */
    private static Optional<Release> before(ServiceState state, Release stable) {
        return state.releases().values().stream()
                .filter(release -> release.phase() == PhaseName.COMPLETED)
                .filter(release -> release.origin() == release.number() && release.number() < stable.origin())
                .filter(release -> !release.runs(stable.version(), stable.revision()))
                .max(Comparator.comparingLong(Release::number));
    }

    /** A completed release of the version: one whose environment is still there if possible, then the newest. */
    private static Optional<Release> completed(ServiceState state, Version version) {
        return state.releases().values().stream()
                .filter(release -> release.phase() == PhaseName.COMPLETED)
                .filter(release -> release.version().equals(version))
                .max(Comparator.<Release, Boolean>comparing(release -> warm(state, release))
                        .thenComparingLong(Release::number));
    }

    private static boolean warm(ServiceState state, Release release) {
        Environment environment = state.environments().get(release.environment());
        return environment != null && environment.serviceable();
    }

    private static Outcome rollBackTo(Draft draft, Release target) {
        ServiceState state = draft.state();
        Rollout rollout = state.rollout();
        if (rollout == null && target.environment().equals(state.stable())) {
            return Refusals.conflict("already-stable", target.version() + " has all traffic already");
        }
        if (rollout != null && target.environment().equals(rollout.candidate()) && warm(state, target)) {
            return Refusals.conflict(
                    "already-in-flight",
                    "release " + rollout.release() + " is bringing " + target.version() + " back already");
        }
        return warm(state, target) ? warmRollback(draft, target) : coldRollback(draft, target);
    }

    private static Outcome warmRollback(Draft draft, Release target) {
        long number = draft.state().lastRelease() + 1;
        draft.emit(new ReleaseAccepted(
                number,
                target.version(),
                target.revision(),
                ReleaseKind.WARM_ROLLBACK,
                target.environment(),
                target.origin()));
        if (draft.state().rollout() != null) {
            Ending.supersede(draft, number, target.environment());
        }
        ReleaseRequests.clearQueue(draft, number);
        Starting.start(draft, number);
        return Answer.of(
                number,
                "warm rollback to " + target.version() + " as release " + number + ": " + target.environment()
                        + " is still there, so this is one traffic change");
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
        return Answer.of(number, how + ", after release " + inFlight.release() + " has returned its traffic");
    }
}
