package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Proof that an environment gets no traffic: weight 0 was read back, no request was in flight, and the drain delay had
 * passed. Removing an environment needs one; only an observation can make one ({@link #from}).
 *
 * <p>A proof is stored in the journal and made again from the stored observation ({@link #restore}), which checks it again.
 */
public final class DrainProof {

    /** How long a proof may be used after its observation. */
    public static final Duration VALIDITY = Duration.ofMinutes(5);

    private final EnvironmentId environment;
    private final Instant observedAt;
    private final Instant zeroSince;
    private final Duration drainDelay;

    private DrainProof(EnvironmentId environment, Instant observedAt, Instant zeroSince, Duration drainDelay) {
        this.environment = environment;
        this.observedAt = observedAt;
        this.zeroSince = zeroSince;
        this.drainDelay = drainDelay;
        if (zeroSince.plus(drainDelay).isAfter(observedAt)) {
            throw new IllegalArgumentException("no proof: " + environment + " has weight 0 since " + zeroSince
                    + ", which is less than the drain delay of " + drainDelay + " before " + observedAt);
        }
    }

    /**
     * The proof, if the observation shows one: the router does not know the environment, or it has weight 0, nothing in
     * flight and had that weight for the drain delay.
     */
    public static Optional<DrainProof> from(TrafficObservation traffic, EnvironmentId environment) {
        TrafficObservation.Route route = traffic.routes().get(environment);
        if (route == null) {
            return Optional.of(new DrainProof(environment, traffic.observedAt(), traffic.observedAt(), Duration.ZERO));
        }
        Instant zeroSince = route.zeroSince();
        if (!route.weight().equals(Weight.NONE)
                || route.inFlight() > 0
                || zeroSince == null
                || zeroSince.plus(route.drainDelay()).isAfter(traffic.observedAt())) {
            return Optional.empty();
        }
        return Optional.of(new DrainProof(environment, traffic.observedAt(), zeroSince, route.drainDelay()));
    }

    /**
     * Makes a recorded proof again.
     *
     * @throws IllegalArgumentException if the recorded figures are no proof
     */
    public static DrainProof restore(
            EnvironmentId environment, Instant observedAt, Instant zeroSince, Duration drainDelay) {
        return new DrainProof(environment, observedAt, zeroSince, drainDelay);
    }

    public EnvironmentId environment() {
        return environment;
    }

    public Instant observedAt() {
        return observedAt;
    }

    public Instant zeroSince() {
        return zeroSince;
    }

    public Duration drainDelay() {
        return drainDelay;
    }

    /** Whether the proof may still be used. */
    public boolean validAt(Instant now) {
        return now.isBefore(observedAt.plus(VALIDITY));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DrainProof that
                && environment.equals(that.environment)
                && observedAt.equals(that.observedAt)
                && zeroSince.equals(that.zeroSince)
                && drainDelay.equals(that.drainDelay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(environment, observedAt, zeroSince, drainDelay);
    }

    @Override
    public String toString() {
        return environment + " drained: weight 0 since " + zeroSince + ", observed " + observedAt;
    }
}
