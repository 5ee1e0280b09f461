package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Instant;
import java.util.Set;

/** A call to a platform that the journal says is owed. Equal effects are the same piece of work. */
public sealed interface Effect {

    EffectId id();

    /** Whether it carries out a rollback, which waits for nothing else. */
    default boolean urgent() {
        return false;
    }

    /** Make the environment and report it until all of it runs. */
    record CreateEnvironment(EffectId id, EnvironmentSpec spec) implements Effect {}

    /** Observe the environment now, and again, and report it until it is ready. */
    record VerifyEnvironment(EffectId id, EnvironmentSpec spec, boolean urgent) implements Effect {}

    /** Observe the environment for as long as it exists and report what changes; {@code calm}: no rollout is in flight. */
    record WatchEnvironment(EffectId id, EnvironmentSpec spec, boolean calm) implements Effect {}

    /** Bring lost instances back, not before the given time. */
    record RepairEnvironment(EffectId id, EnvironmentSpec spec, Instant notBefore) implements Effect {}

    /** Set right what somebody else has changed of the environment. */
    record RestoreEnvironment(EffectId id, EnvironmentSpec spec, Set<EnvironmentPart> parts) implements Effect {
        public RestoreEnvironment {
            parts = Set.copyOf(parts);
        }
    }

    /** Take instances away from an unused environment, or ({@code up}) bring them back before it gets traffic. */
    record ScaleEnvironment(EffectId id, EnvironmentSpec spec, boolean up, boolean urgent) implements Effect {}

    /** Set the weights and report what is read back until it is what was wanted. */
    record ShiftTraffic(EffectId id, TrafficSpec spec, boolean urgent) implements Effect {}

    /** Read the router freshly and report it. */
    record ConfirmTraffic(EffectId id, TrafficSpec spec, boolean urgent) implements Effect {}

    /** Read the router from time to time and report it; {@code calm}: no rollout is in flight. */
    record WatchTraffic(EffectId id, TrafficSpec spec, boolean calm) implements Effect {}

    /** Read the router until it shows that the environment is drained. */
    record ProveDrained(EffectId id, TrafficSpec spec, EnvironmentSpec environment) implements Effect {}

    /** Tear the environment down and report what is left until nothing is. */
    record RemoveEnvironment(EffectId id, EnvironmentSpec spec, DrainProof proof) implements Effect {}
}
