package io.ionroller.deploy.ec2.dns;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficProgress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process has written last of a service's records.
 *
 * @param before what was read before it was written
 * @param change by what Route 53 is asked for it; absent while it is not known whether it was made
 * @param inForce the time of the first reading after it was in force; absent before
 */
record Written(
        NameKey key,
        Map<EnvironmentId, Integer> weights,
        TrafficObservation before,
        @Nullable String change,
        @Nullable Instant inForce) {

    private static final TrafficProgress WAY =
            new TrafficProgress("the records are written, and not in force at all name servers yet", null);

    Written(NameKey key, Map<EnvironmentId, Integer> weights, TrafficObservation before) {
        this(key, weights, before, null, null);
    }

    /** The same by another change, or by one that is not known. */
    Written by(@Nullable String id) {
        return new Written(key, weights, before, id, null);
    }

    Written inForce(Instant at) {
        return new Written(key, weights, before, change, at);
    }

    boolean isOf(NameKey other, Map<EnvironmentId, Integer> wanted) {
        return key.equals(other) && weights.equals(wanted);
    }

    /** What is known of the traffic until it is in force. */
    TrafficObservation underWay() {
        return underWay(before);
    }

    /** An observation from this time: until it is in force, what is listed is not what happens. */
    TrafficObservation underWay(TrafficObservation seen) {
        return inForce == null ? seen.with(WAY) : seen;
    }
}
