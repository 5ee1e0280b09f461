package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the traffic of a service is meant to be shared, and how it was last seen. Weights of zero are left out.
 *
 * @param shift number of the newest intended change; 0 before the first
 * @param shiftRelease the release that asked for it
 * @param intended empty when nothing is to serve
 * @param before what the router may still do: what was intended since the change that was last read back
 * @param observed what was last read back
 * @param observedAt when that was read, by the platform's clock; absent before the first reading
 * @param settled whether the newest change was read back
 * @param drift a value that was found and that nobody intended; absent when there is none
 * @param progress how far the newest change is, where it takes many steps; absent otherwise
 */
public record Traffic(
        long shift,
        long shiftRelease,
        Map<EnvironmentId, Weight> intended,
        List<Map<EnvironmentId, Weight>> before,
        Map<EnvironmentId, Weight> observed,
        @Nullable Instant observedAt,
        boolean settled,
        @Nullable Map<EnvironmentId, Weight> drift,
        @Nullable TrafficProgress progress) {

    static final Traffic NONE = new Traffic(0, 0, Map.of(), List.of(), Map.of(), null, true, null, null);

    public Weight intended(EnvironmentId environment) {
        return intended.getOrDefault(environment, Weight.NONE);
    }

    public Weight observed(EnvironmentId environment) {
        return observed.getOrDefault(environment, Weight.NONE);
    }

    Traffic intend(long newShift, long release, Map<EnvironmentId, Weight> weights) {
        List<Map<EnvironmentId, Weight>> possible = new ArrayList<>(settled ? List.of() : before);
        if (!possible.contains(intended)) {
            possible.add(intended);
        }
        return new Traffic(newShift, release, weights, List.copyOf(possible), observed, observedAt, false, drift, null);
    }

    Traffic readBack(Map<EnvironmentId, Weight> weights, Instant at) {
        return new Traffic(shift, shiftRelease, intended, before, withoutZeros(weights), at, true, null, null);
    }

    Traffic found(Map<EnvironmentId, Weight> weights, Instant at) {
        Map<EnvironmentId, Weight> found = withoutZeros(weights);
        return new Traffic(shift, shiftRelease, intended, before, found, at, settled, found, progress);
    }

    Traffic progressed(Map<EnvironmentId, Weight> weights, Instant at, TrafficProgress seen) {
        return new Traffic(shift, shiftRelease, intended, before, withoutZeros(weights), at, settled, drift, seen);
    }

    /** Whether the newest change only brings back what the router has lost of the same weights. */
    boolean restores() {
        return !settled && drift == null && before.equals(List.of(intended));
    }

    /** Whether an observation of this time is older than what is known. */
    boolean outdates(Instant at) {
        return observedAt != null && at.isBefore(observedAt);
    }

    /** Whether this environment has, or is meant to have, any traffic, or may have it without anybody's intention. */
    public boolean touches(EnvironmentId environment) {
        return intended.containsKey(environment)
                || observed.containsKey(environment)
                || (drift != null && drift.containsKey(environment));
    }

    static Map<EnvironmentId, Weight> withoutZeros(Map<EnvironmentId, Weight> weights) {
        return weights.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Weight.NONE))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
