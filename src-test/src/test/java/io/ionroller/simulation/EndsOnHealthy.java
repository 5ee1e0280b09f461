package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent.ReleaseAborted;
import io.ionroller.engine.rollout.ServiceEvent.ReleaseFailed;
import io.ionroller.engine.rollout.ServiceEvent.ReleaseRolledBack;
import io.ionroller.engine.rollout.ServiceEvent.RollbackStarted;
import io.ionroller.engine.rollout.ServiceEvent.RolloutPaused;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.rollout.Traffic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rollback is begun only towards something healthy, and over only when a reading shows all traffic there. */
final class EndsOnHealthy extends Invariant {

    EndsOnHealthy(World world) {
        super(world, "abort and failure end with all traffic on a healthy environment, or are held with a sentence");
    }

    @Override
    void stored(Stored stored) {
        ServiceState before = stored.before();
        Rollout rollout = before.rollout();
        switch (stored.event()) {
            case RollbackStarted started -> begins(before, started.base());
            case ReleaseRolledBack ended -> returned(before);
            case ReleaseAborted ended
            when rollout != null && rollout.release() == ended.release() -> {
                if (rollout.base() != null) {
                    returned(before);
                }
            }
            case ReleaseFailed failed ->
                check(
                        rollout == null || rollout.base() == null,
                        failed + " although there was somewhere to go back to");
            case RolloutPaused paused
            when paused.reason() == PauseReason.HELD -> check(!paused.sentence().isBlank(), "held without a sentence");
            default -> {}
        }
    }

    private void begins(ServiceState before, @Nullable EnvironmentId base) {
        Environment environment = base == null ? null : before.environments().get(base);
        boolean there = base != null && before.traffic().intended().equals(Map.of(base, Weight.FULL));
        boolean healthy = environment != null
                && environment.health() != null
                && environment.health().healthy() > 0;
        check(there || healthy, "back to " + environment);
    }

    private void returned(ServiceState before) {
        Rollout rollout = before.rollout();
        Traffic traffic = before.traffic();
        EnvironmentId base = rollout == null ? null : rollout.base();
        check(
                base != null
                        && rollout.phase() instanceof Phase.RollingBack
                        && traffic.settled()
                        && traffic.observed().equals(Map.of(base, Weight.FULL)),
                "it ends with " + traffic + " of " + rollout);
    }

    @Override
    void atEnd() {
        ServiceState state = world().invariants().state();
        EnvironmentId stable = state.stable();
        Map<EnvironmentId, Weight> wanted = stable == null ? Map.of() : Map.of(stable, Weight.FULL);
        check(state.traffic().intended().equals(wanted), "in the end " + state.traffic() + ", stable " + stable);
        check(
                world().cloud().router().accepted().equals(wanted),
                "in the end the router has " + world().cloud().router().accepted() + " instead of " + wanted);
        check(
                stable == null
                        || world().cloud()
                                .observe(stable, world().time().instant())
                                .ready(),
                stable + " is not healthy in the end");
        check(
                state.environments().keySet().containsAll(world().cloud().environments()),
                "left behind: " + world().cloud().environments() + " instead of "
                        + state.environments().keySet());
    }
}
