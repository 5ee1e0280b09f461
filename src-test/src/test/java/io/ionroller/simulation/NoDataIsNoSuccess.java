package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.BakeStarted;
import io.ionroller.engine.rollout.ServiceEvent.FinishStarted;
import io.ionroller.engine.rollout.ServiceEvent.RolloutPromoted;
import io.ionroller.engine.rollout.ServiceEvent.RolloutResumed;
import io.ionroller.engine.rollout.ServiceEvent.StepStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Readings of a candidate may fail for as long as the budget of attempts lasts; then the rollout holds. The limit is that
 * budget with every attempt taking its whole time, and the time that a new owner needs to begin. A person who resumes or promotes
 * has looked.
 */
final class NoDataIsNoSuccess extends Invariant {

    static final Duration LIMIT = World.SETTINGS
            .callTimeout()
            .plus(World.SETTINGS.watchInterval())
            .multipliedBy(World.SETTINGS.attemptsBeforeReport() + 1L)
            .plusSeconds(10);

    private final Map<EnvironmentId, Instant> read = new HashMap<>();

    NoDataIsNoSuccess(World world) {
        super(world, "a rollout goes forward only while its candidate can be read; no data is not success");
    }

    @Override
    void hasRead(SimulatedWorker worker) {
        EnvironmentId id = switch (worker.effect()) {
            case Effect.VerifyEnvironment verify -> verify.spec().id();
            case Effect.WatchEnvironment watch -> watch.spec().id();
            case Effect.CreateEnvironment create -> create.spec().id();
            case Effect.RepairEnvironment repair -> repair.spec().id();
            case Effect.RestoreEnvironment restore -> restore.spec().id();
            case Effect.ScaleEnvironment scale -> scale.spec().id();
            default -> null;
        };
        if (id != null) {
            seen(id);
        }
    }

    private void seen(EnvironmentId id) {
        read.put(id, world().time().instant());
    }

    @Override
    void stored(Stored stored) {
        if (stored.event() instanceof RolloutResumed resumed && resumed.by() != ServiceEvent.Resumption.TIME) {
            seen(stored.after().release(resumed.release()).environment());
        }
        if (stored.event() instanceof RolloutPromoted promoted) {
            seen(stored.after().release(promoted.release()).environment());
        }
        boolean forward = stored.event() instanceof StepStarted
                || stored.event() instanceof BakeStarted
                || stored.event() instanceof FinishStarted;
        Rollout rollout = stored.before().rollout();
        if (forward && rollout != null && !rollout.candidate().equals(rollout.base())) {
            Instant last = read.getOrDefault(rollout.candidate(), Instant.EPOCH);
            check(
                    last.plus(LIMIT).isAfter(world().time().instant()),
                    stored.event() + ", but " + rollout.candidate() + " was read last at " + last);
        }
    }
}
