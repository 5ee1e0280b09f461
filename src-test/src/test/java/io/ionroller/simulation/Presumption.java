package io.ionroller.simulation;

import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For mutants: what somebody reports who takes a wish for a fact. */
final class Presumption {

    private Presumption() {}

    /** The traffic as it was intended; empty when no change is owed. */
    static Optional<OwnerMessage> of(SimulatedOwner owner) {
        Instant now = owner.works().clock().instant();
        return Machine.owedEffects(owner.state()).values().stream()
                .filter(Effect.ShiftTraffic.class::isInstance)
                .map(Effect.ShiftTraffic.class::cast)
                .map(shift -> new TrafficSeen(shift.id(), asIntended(shift.spec(), now)))
                .map(report -> (OwnerMessage) new OwnerMessage.Reported("presumed", report))
                .findFirst();
    }

    static TrafficObservation asIntended(TrafficSpec spec, Instant now) {
        CloudRouter wish = new CloudRouter(spec.service());
        wish.accept(spec.weights(), now, Duration.ZERO);
        return wish.observe(now);
    }
}
