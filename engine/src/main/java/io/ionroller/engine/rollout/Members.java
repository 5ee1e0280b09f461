package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.rollout.UpkeepEvent.InstancesChanged;
import java.util.List;

/** Which instances an environment has, where each has a name of its own: that they were replaced is told once. */
final class Members {

    private Members() {}

    /** Compares when it is complete: what is on its way is not told of. */
    static void seen(Draft draft, EnvironmentObservation seen) {
        List<String> before =
                draft.state().environment(seen.environment()).upkeep().members();
        if (before == null || !seen.ready()) {
            return;
        }
        List<String> now = names(seen);
        List<String> gone = before.stream().filter(name -> !now.contains(name)).toList();
        List<String> come = now.stream().filter(name -> !before.contains(name)).toList();
        if (!gone.isEmpty() || !come.isEmpty()) {
            draft.emit(new InstancesChanged(seen.environment(), gone, come, seen.observedAt()));
        }
    }

    static List<String> names(EnvironmentObservation seen) {
        return seen.instances().stream().map(InstanceObservation::name).toList();
    }
}
