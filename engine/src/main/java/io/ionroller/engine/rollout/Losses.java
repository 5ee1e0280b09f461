package io.ionroller.engine.rollout;

import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.util.Map;

/**
 * Environments that are lost as a whole. One in use is made again under its own name, if the configuration says so, and keeps the
 * traffic that it is meant to have; an unused one is no place to go back to any more.
 */
final class Losses {

    private Losses() {}

    static void seen(Draft draft, EnvironmentObservation seen) {
        Environment environment = draft.state().environment(seen.environment());
        boolean known = environment.upkeep().loss() != null;
        if (!known && lost(draft.state(), environment, seen)) {
            draft.emit(new EnvironmentLost(environment.id(), EnvironmentReports.detail(seen), seen.observedAt()));
        } else if (known && seen.healthy() > 0) {
            int required = environment.health() == null
                    ? seen.required()
                    : environment.health().required();
            draft.emit(new EnvironmentRecovered(environment.id(), seen.healthy(), required, seen.observedAt()));
            bringTrafficBack(draft, environment);
        }
    }

    /** Of an unused one there may be something to bring back as long as any of it is there. */
    private static boolean lost(ServiceState state, Environment environment, EnvironmentObservation seen) {
        return !seen.exists() || seen.running() == 0 && !environment.growing() && !Progress.unused(state, environment);
    }

    /** Whether it is to be made again. */
    static boolean madeAgain(ServiceState state, Environment environment) {
        return policy(state) == LossPolicy.RECREATE && !Progress.unused(state, environment);
    }

    /** What the newest configuration says. */
    static LossPolicy policy(ServiceState state) {
        return state.configuration()
                .map(revision -> revision.configuration().onLoss())
                .orElse(LossPolicy.RECREATE);
    }

    /** Where the traffic has gone with the environment, so that nothing has any, there is nobody's intention to respect. */
    private static void bringTrafficBack(Draft draft, Environment environment) {
        Traffic traffic = draft.state().traffic();
        if (draft.state().rollout() == null
                && Map.of().equals(traffic.drift())
                && traffic.intended().containsKey(environment.id())) {
            draft.intend(traffic.shiftRelease(), traffic.intended());
        }
    }
}
