package io.ionroller.engine.rollout;

import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts of environments that somebody else has changed: told once per change, and set right where the configuration says so. */
final class Drifts {

    private Drifts() {}

    static void seen(Draft draft, EnvironmentObservation seen) {
        Environment environment = draft.state().environment(seen.environment());
        if (!seen.exists()) {
            return;
        }
        Map<EnvironmentPart, EnvironmentDrift> found = new TreeMap<>();
        seen.drift().forEach(drift -> found.put(drift.part(), drift));
        if (environment.reduced() || environment.growing()) {
            // what the engine itself has changed
            found.remove(EnvironmentPart.CAPACITY);
        }
        for (Upkeep.Drift known : environment.upkeep().drift()) {
            if (!found.containsKey(known.part())) {
                draft.emit(new EnvironmentDriftEnded(environment.id(), known.part(), seen.observedAt()));
            }
        }
        for (EnvironmentDrift drift : found.values()) {
            Upkeep.Drift known = environment.upkeep().drift(drift.part());
            if (known == null || !known.now().equals(drift.now())) {
                draft.emit(new EnvironmentDriftFound(
                        environment.id(),
                        drift.part(),
                        drift.was(),
                        drift.now(),
                        drift.restorable(),
                        seen.observedAt()));
            }
        }
    }

    /** Begins to set right what can be, also when it was found before the configuration said so. */
    static void restoreIfWanted(Draft draft, Environment environment) {
        List<EnvironmentPart> parts = List.copyOf(environment.upkeep().restorable());
        if (!parts.isEmpty() && policy(draft.state()) == DriftPolicy.RESTORE) {
            draft.emit(new RestorationStarted(
                    environment.id(), environment.upkeep().restorations() + 1, parts));
        }
    }

    /** What the newest configuration says. */
    static DriftPolicy policy(ServiceState state) {
        return state.configuration()
                .map(revision -> revision.configuration().onDrift())
                .orElse(DriftPolicy.HOLD);
    }
}
