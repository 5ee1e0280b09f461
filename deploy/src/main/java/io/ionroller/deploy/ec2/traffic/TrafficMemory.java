package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process knows of a service's traffic and AWS does not tell: since when a weight is zero, and the number of the last
 * intended change. Thread-safe.
 */
public final class TrafficMemory {

    private final ZeroTimes<EnvironmentId> zeros = new ZeroTimes<>();
    private long lastShift;

    /** The environment was seen to have this share at the time. */
    public void seen(EnvironmentId environment, Weight share, Instant at) {
        zeros.seen(environment, share.equals(Weight.NONE), at);
    }

    /** The environment is not there any more, or what was seen of it does not count. */
    public void forget(EnvironmentId environment) {
        zeros.forget(environment);
    }

    /** Since when it is known to have none of the traffic; absent while it has some, or was not seen. */
    public Optional<Instant> zeroSince(EnvironmentId environment) {
        return zeros.since(environment);
    }

    /**
     * Lets a change in if it is not older than the last one.
     *
     * @throws PlatformException SUPERSEDED if it is
     */
    public synchronized void admit(long shift, String service) {
        if (shift < lastShift) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    "change " + shift + " of the traffic of " + service + " is late, change " + lastShift
                            + " was made");
        }
        lastShift = shift;
    }
}
