package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent.TrafficIntended;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * "At the time of the decision" means: by the newest reading that the deciding owner had, which the cloud must confirm for the
 * time of that reading. What happened in the cloud since then nobody can know; the next reading shows it.
 */
final class WeightOnlyOnHealthy extends Invariant {

    private record Seen(int term, Map<EnvironmentId, EnvironmentObservation> newest) {}

    private final Map<SimulatedOwner, Seen> seen = new IdentityHashMap<>();

    WeightOnlyOnHealthy(World world) {
        super(world, "an environment gets more weight only while the newest reading shows healthy capacity there");
    }

    @Override
    void told(SimulatedOwner owner, ServiceCommand.Report report) {
        if (report instanceof ServiceCommand.EnvironmentSeen reported
                && Machine.owedEffects(owner.state()).containsKey(reported.effect())) {
            EnvironmentObservation observation = reported.observation();
            of(owner)
                    .merge(
                            observation.environment(),
                            observation,
                            (one, other) -> other.observedAt().isBefore(one.observedAt()) ? one : other);
        }
    }

    private Map<EnvironmentId, EnvironmentObservation> of(SimulatedOwner owner) {
        return seen.compute(
                        owner,
                        (key, known) -> known == null || known.term() != owner.term()
                                ? new Seen(owner.term(), new HashMap<>())
                                : known)
                .newest();
    }

    @Override
    void stored(Stored stored) {
        if (stored.event() instanceof TrafficIntended intended) {
            intended.weights().forEach((id, weight) -> {
                if (weight.compareTo(stored.before().traffic().intended(id)) > 0) {
                    gets(stored, id);
                }
            });
        }
    }

    private void gets(Stored stored, EnvironmentId id) {
        Environment environment = stored.before().environments().get(id);
        Environment.Health health = environment == null ? null : environment.health();
        check(health != null && health.healthy() > 0, stored.event() + " gives traffic to " + environment);
        if (health == null) {
            return;
        }
        Instant at = health.observedAt();
        check(
                world().cloud().observe(id, at).healthy() > 0,
                stored.event() + ": nothing of " + id + " was healthy at " + at);
        EnvironmentObservation newest = of(stored.by()).get(id);
        check(
                newest == null || newest.observedAt().isBefore(at) || newest.healthy() > 0,
                stored.event() + " although a newer reading shows " + newest);
    }
}
