package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.time.Instant;
import java.util.Optional;

/** What this process knows of a rule and AWS does not tell: since when a weight is zero, and the number of the last intended change. */
final class RuleMemory {

    private final ZeroTimes<EnvironmentId> zeros = new ZeroTimes<>();
    private long lastShift;

    /** The rule gave the environment this share at the time. */
    void seen(EnvironmentId environment, Weight share, Instant at) {
        zeros.seen(environment, share.equals(Weight.NONE), at);
    }

    /** The rule does not have the environment. */
    void forget(EnvironmentId environment) {
        zeros.forget(environment);
    }

    Optional<Instant> zeroSince(EnvironmentId environment) {
        return zeros.since(environment);
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
