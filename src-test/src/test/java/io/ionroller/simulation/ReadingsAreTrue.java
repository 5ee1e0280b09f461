package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.ServiceEvent.EnvironmentHealthChanged;
import io.ionroller.engine.rollout.ServiceEvent.EnvironmentRemoved;
import io.ionroller.engine.rollout.ServiceEvent.TrafficDriftFound;
import io.ionroller.engine.rollout.ServiceEvent.TrafficShifted;
import java.time.Instant;
import java.util.Map;

/** What is stored as seen could be seen, at the time that is stored with it. */
final class ReadingsAreTrue extends Invariant {

    ReadingsAreTrue(World world) {
        super(world, "what the journal says was seen was so at that time: nothing is noted because a call returned");
    }

    @Override
    void stored(Stored stored) {
        switch (stored.event()) {
            case TrafficShifted shifted -> {
                weights(shifted.weights(), shifted.observedAt());
                holdsStill(shifted);
            }
            case TrafficDriftFound found -> weights(found.observed(), found.observedAt());
            case EnvironmentHealthChanged health -> {
                EnvironmentObservation then = world().cloud().observe(health.environment(), health.observedAt());
                check(
                        then.healthy() == health.healthy() && then.running() == health.running(),
                        health + ", but it was " + then);
            }
            case EnvironmentRemoved removed -> gone(removed.environment());
            default -> {}
        }
    }

    private void weights(Map<EnvironmentId, Weight> noted, Instant at) {
        Map<EnvironmentId, Weight> shown = world().cloud().router().shownAt(at);
        check(shown.equals(noted), "noted " + noted + " for " + at + ", but the router showed " + shown);
    }

    /** A change that was read back has really been made, and only somebody else can have undone it. */
    private void holdsStill(TrafficShifted shifted) {
        CloudRouter router = world().cloud().router();
        check(
                router.accepted().equals(shifted.weights()) || router.foreignAfter(shifted.observedAt()),
                shifted + ", but the router has " + router.accepted());
    }

    private void gone(EnvironmentId id) {
        check(!world().cloud().environments().contains(id), id + " is noted as removed and is there");
    }
}
