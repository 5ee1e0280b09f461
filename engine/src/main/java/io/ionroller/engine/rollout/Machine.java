package io.ionroller.engine.rollout;

import java.time.Instant;

/** The pure machine of a service. Touches nothing: no clock, no randomness, no I/O. */
public final class Machine {

    private Machine() {}

    /** What a command leads to in this state, at this time. */
    public static Decision decide(ServiceState state, ServiceCommand command, Instant now) {
        throw new IllegalStateException(command + " at " + now + " in " + state.name());
    }

    /** The state after an event. */
    public static ServiceState evolve(ServiceState state, RecordedEvent event) {
        throw new IllegalStateException(event + " in " + state.name());
    }
}
