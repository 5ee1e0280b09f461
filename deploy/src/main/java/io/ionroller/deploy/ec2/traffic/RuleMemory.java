package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a rule and AWS does not tell: since when a weight is zero, and the number of the last intended change.
 * A new process begins to count zeros anew, and so does one that has not looked for a while: a proof of being drained may come
 * later by that, never too early.
 */
final class RuleMemory {

    /** Longer without a reading, and what happened in between is not known. */
    static final Duration LONGEST_GAP = Duration.ofMinutes(3);

    private final Map<EnvironmentId, Reading> readings = new HashMap<>();
    private long lastShift;

    private record Reading(Instant at, @Nullable Instant zeroSince) {}

    /** The rule gave the environment this share at the time. Readings may come in any order. */
    synchronized void seen(EnvironmentId environment, Weight share, Instant at) {
        Reading last = readings.get(environment);
        if (last != null && at.isBefore(last.at())) {
            return;
        }
        Instant before = last == null || at.isAfter(last.at().plus(LONGEST_GAP)) ? null : last.zeroSince();
        Instant since = before == null ? at : before;
        readings.put(environment, new Reading(at, share.equals(Weight.NONE) ? since : null));
    }

    /** The rule does not have the environment. */
    synchronized void forget(EnvironmentId environment) {
        readings.remove(environment);
    }

    synchronized Optional<Instant> zeroSince(EnvironmentId environment) {
        return Optional.ofNullable(readings.get(environment)).map(Reading::zeroSince);
    }

    /**
     * Lets a change in if it is not older than the last one.
     *
     * @throws PlatformException SUPERSEDED if it is
     */
    synchronized void admit(long shift, String service) {
        if (shift < lastShift) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    "change " + shift + " of the traffic of " + service + " is late, change " + lastShift
                            + " was made");
        }
        lastShift = shift;
    }
}
