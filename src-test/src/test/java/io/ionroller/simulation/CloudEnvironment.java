package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One environment as it is, and as it could be seen at any time. */
final class CloudEnvironment {

    private final EnvironmentId id;
    private final CloudInstance.Fate fate;
    private final List<CloudInstance> instances = new ArrayList<>();
    private @Nullable Instant removed;

    CloudEnvironment(EnvironmentId id, int required, CloudInstance.Fate fate) {
        this.id = id;
        this.fate = fate;
        for (int i = 0; i < required; i++) {
            instances.add(new CloudInstance());
        }
    }

    /** Starts what does not run, at most so many. */
    void complete(int most, Instant now, Instant visible) {
        int started = 0;
        for (CloudInstance instance : instances) {
            if (!instance.runs(now) && started < most) {
                instance.start(now, visible, fate);
                started++;
            }
        }
    }

    void remove(Instant now) {
        removed = now;
    }

    CloudInstance instance(int pick) {
        return instances.get(Math.floorMod(pick, instances.size()));
    }

    EnvironmentObservation observe(Instant at) {
        if (removed != null && !at.isBefore(removed)) {
            return EnvironmentObservation.absent(id, at);
        }
        List<InstanceObservation> seen = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            State state = instances.get(i).seenAt(at);
            if (state != null) {
                seen.add(new InstanceObservation(Integer.toString(i + 1), state, "", ""));
            }
        }
        return seen.isEmpty()
                ? EnvironmentObservation.absent(id, at)
                : new EnvironmentObservation(id, instances.size(), seen, at);
    }
}
