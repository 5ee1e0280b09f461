package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent.ReleaseAccepted;
import io.ionroller.engine.rollout.ServiceEvent.RollbackStarted;
import io.ionroller.engine.rollout.ServiceEvent.TrafficIntended;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the traffic change of a rollback is stored, it is the first owed effect. It is called at once, unless a change of traffic
 * that began before is still under way; then it is called as soon as that has ended or its time limit is over, and nothing else
 * is written to the router before it. A warm rollback is accepted only as the rollout in flight, never as a queued one.
 */
final class RollbackGoesFirst extends Invariant {

    /** A few messages between the actors of one process. */
    private static final Duration AT_ONCE = Duration.ofMillis(5);

    private @Nullable Waiting waiting;

    /** A rollback whose traffic change has not been called yet. */
    private static final class Waiting {
        private final SimulatedOwner owner;
        private final int term;
        private final long shift;
        private @Nullable Instant knownAt;
        private @Nullable Instant couldBeginAt;

        Waiting(SimulatedOwner owner, long shift) {
            this.owner = owner;
            this.term = owner.term();
            this.shift = shift;
        }
    }

    RollbackGoesFirst(World world) {
        super(
                world,
                "a rollback is never queued: its traffic change is the first owed effect and the next write to the router");
    }

    @Override
    void stored(Stored stored) {
        ServiceState after = stored.after();
        if (stored.event() instanceof TrafficIntended intended
                && (stored.togetherWith(RollbackStarted.class) || warm(after, intended.release()))) {
            check(
                    Machine.owedEffects(after).firstEntry().getValue() instanceof Effect.ShiftTraffic,
                    "first owed is " + Machine.owedEffects(after).firstEntry());
            waiting = new Waiting(stored.by(), intended.shift());
        } else if (stored.event() instanceof ReleaseAccepted accepted && accepted.kind() == ReleaseKind.WARM_ROLLBACK) {
            ServiceState then = Machine.replay(
                    after, stored.together().subList(1, stored.together().size()));
            Rollout rollout = then.rollout();
            check(
                    rollout != null && rollout.release() == accepted.release() && then.queued() == null,
                    accepted + " waits for " + rollout);
        }
    }

    private static boolean warm(ServiceState state, long number) {
        Release release = state.releases().get(number);
        return release != null && release.kind() == ReleaseKind.WARM_ROLLBACK;
    }

    @Override
    void applied(SimulatedOwner owner) {
        if (waiting != null && owner == waiting.owner && waiting.knownAt == null) {
            waiting.knownAt = world().time().instant();
        }
    }

    /** A worker whose order to stop is on its way may begin a last call; the order takes no longer than a message. */
    @Override
    void callBegins(SimulatedWorker worker) {
        Waiting pending = waiting;
        if (pending == null
                || worker.owner() != pending.owner
                || !(worker.effect() instanceof Effect.ShiftTraffic shift)) {
            return;
        }
        if (shift.spec().shift() >= pending.shift) {
            waiting = null;
        } else {
            Instant known = pending.knownAt;
            check(
                    known == null || world().time().instant().isBefore(known.plus(AT_ONCE)),
                    worker.name() + " comes before change " + pending.shift);
        }
    }

    @Override
    void afterStep() {
        Waiting pending = waiting;
        if (pending == null) {
            return;
        }
        SimulatedOwner owner = pending.owner;
        if (owner.term() != pending.term || !owner.node().granted() || !owner.ready() || owner.leaving()) {
            waiting = null;
            return;
        }
        boolean free = owner.idle() && !owner.node().frozen() && owed(owner.state(), pending) && !laneBusy(owner);
        Instant now = world().time().instant();
        if (!free) {
            pending.couldBeginAt = null;
        } else if (pending.couldBeginAt == null) {
            pending.couldBeginAt = now;
        } else {
            check(
                    now.isBefore(pending.couldBeginAt.plus(AT_ONCE)),
                    "change " + pending.shift + " could have begun at " + pending.couldBeginAt);
        }
    }

    private static boolean owed(ServiceState state, Waiting pending) {
        Rollout rollout = state.rollout();
        boolean held = rollout != null
                && rollout.phase() instanceof Phase.Paused paused
                && paused.reason() == PauseReason.HELD;
        return state.traffic().shift() == pending.shift && !state.traffic().settled() && !held;
    }

    private static boolean laneBusy(SimulatedOwner owner) {
        return owner.workers().stream()
                .anyMatch(worker -> worker.calling()
                        && OneWriterPerLane.lane(worker.effect()).equals("traffic"));
    }
}
