package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.platform.UnusedCapacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One environment as it is, and as it could be seen at any time. */
final class CloudEnvironment {

    private final EnvironmentId id;
    private final CloudInstance.Fate fate;
    private final List<CloudInstance> instances = new ArrayList<>();
    private final Size size;
    /** How many instances it shall have, by when that can be seen. */
    private final TreeMap<Instant, Integer> wanted = new TreeMap<>();

    private @Nullable Instant removed;

    /**
     * How many instances it has.
     *
     * @param full as it is made
     * @param kept while it is unused
     */
    record Size(int full, int kept) {}

    CloudEnvironment(EnvironmentId id, Size size, CloudInstance.Fate fate) {
        this.id = id;
        this.fate = fate;
        this.size = size;
        wanted.put(Instant.EPOCH, size.full());
        for (int i = 0; i < size.full(); i++) {
            instances.add(new CloudInstance());
        }
    }

    Size size() {
        return size;
    }

    /** Starts what does not run, at most so many. */
    void complete(int most, Instant now, Instant visible) {
        int started = 0;
        for (CloudInstance instance : instances.subList(0, wanted.lastEntry().getValue())) {
            if (!instance.runs(now) && started < most) {
                instance.start(now, visible, fate);
                started++;
            }
        }
    }

    /** A lost one stays lost: only what is there is scaled. */
    void scale(int instancesWanted, Instant now, Instant visible) {
        if (instances.stream().noneMatch(instance -> instance.runs(now))) {
            return;
        }
        wanted.tailMap(visible, true).clear();
        wanted.put(visible, instancesWanted);
        for (CloudInstance instance : instances.subList(instancesWanted, instances.size())) {
            instance.vanish(now, visible);
        }
        complete(Integer.MAX_VALUE, now, visible);
    }

    /** All of it ends and leaves no trace; made again, it is as it was made at first. */
    void lose(Instant now, Instant visible) {
        instances.forEach(instance -> instance.vanish(now, visible));
        wanted.tailMap(visible, true).clear();
        wanted.put(visible, size.full());
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
        int required = wanted.floorEntry(at).getValue();
        return seen.isEmpty()
                ? EnvironmentObservation.absent(id, at)
                : new EnvironmentObservation(id, required, seen, at)
                        .with(
                                List.of(),
                                size.kept() < size.full() ? new UnusedCapacity(size.kept(), size.full()) : null);
    }
}
