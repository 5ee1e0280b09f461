package io.ionroller.engine.rollout;

import static io.ionroller.engine.platform.InstanceObservation.State.*;
import static io.ionroller.engine.rollout.Samples.INSTANCES;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.platform.UnusedCapacity;
import io.ionroller.engine.rollout.ServiceCommand.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is really there: instances and a router. It tells the truth when asked; others may change it. */
final class World {

    static final Duration DRAIN_DELAY = Duration.ofSeconds(5);

    private final Map<EnvironmentId, List<InstanceObservation.State>> environments = new TreeMap<>();
    private final Map<EnvironmentId, Instant> zeroSince = new TreeMap<>();
    private final Map<EnvironmentId, List<EnvironmentDrift>> drift = new TreeMap<>();
    private int kept = INSTANCES;
    private Map<EnvironmentId, Weight> router = Map.of();
    private InstanceObservation.State newInstance = HEALTHY;

    /** The state in which instances come up from now on. */
    void startsInstancesAs(InstanceObservation.State state) {
        newInstance = state;
    }

    void set(EnvironmentId id, int instance, InstanceObservation.State state) {
        List<InstanceObservation.State> instances = environments.get(id);
        if (instances != null) {
            instances.set(instance % instances.size(), state);
        }
    }

    void setAll(EnvironmentId id, InstanceObservation.State state) {
        environments.computeIfPresent(id, (key, instances) -> all(state, instances.size()));
    }

    void vanish(EnvironmentId id) {
        environments.remove(id);
    }

    /** Unused environments keep so many instances from now on. */
    void keepWhenUnused(int instances) {
        kept = instances;
    }

    /** Somebody else changes parts of an environment, so that they are found so. */
    void change(EnvironmentId id, List<EnvironmentDrift> found) {
        drift.put(id, found);
    }

    private void scale(EnvironmentId id, int wanted) {
        environments.computeIfPresent(id, (key, instances) -> {
            List<InstanceObservation.State> scaled = new ArrayList<>(instances);
            while (scaled.size() > wanted) {
                scaled.removeLast();
            }
            while (scaled.size() < wanted) {
                scaled.add(newInstance);
            }
            return scaled;
        });
    }

    List<EnvironmentId> environments() {
        return List.copyOf(environments.keySet());
    }

    Map<EnvironmentId, Weight> router() {
        return router;
    }

    boolean healthy(EnvironmentId id) {
        return all(HEALTHY, INSTANCES).equals(environments.get(id));
    }

    void route(Map<EnvironmentId, Weight> weights, Instant now) {
        router.keySet().stream().filter(id -> !weights.containsKey(id)).forEach(id -> zeroSince.put(id, now));
        weights.keySet().forEach(zeroSince::remove);
        router = Map.copyOf(weights);
    }

    /** Does what the effect asks for, and reports what is seen afterwards; empty where there is nothing to report yet. */
    Optional<Report> carryOut(Effect effect, Instant now) {
        return switch (effect) {
            case Effect.CreateEnvironment e -> seen(e, complete(e.spec(), now));
            case Effect.VerifyEnvironment e -> seen(e, observe(e.spec().id(), now));
            case Effect.WatchEnvironment e -> seen(e, observe(e.spec().id(), now));
            case Effect.RepairEnvironment e ->
                now.isBefore(e.notBefore()) ? Optional.empty() : seen(e, complete(e.spec(), now));
            case Effect.RestoreEnvironment e -> {
                if (e.parts().contains(EnvironmentPart.CAPACITY)) {
                    scale(e.spec().id(), INSTANCES);
                }
                drift.remove(e.spec().id());
                yield seen(e, observe(e.spec().id(), now));
            }
            case Effect.ScaleEnvironment e -> {
                scale(e.spec().id(), e.up() ? INSTANCES : kept);
                yield seen(e, observe(e.spec().id(), now));
            }
            case Effect.ShiftTraffic e -> Optional.of(new TrafficSeen(e.id(), shift(e.spec(), now)));
            case Effect.ConfirmTraffic e -> Optional.of(new TrafficSeen(e.id(), observe(now)));
            case Effect.WatchTraffic e -> Optional.of(new TrafficSeen(e.id(), observe(now)));
            case Effect.ProveDrained e ->
                DrainProof.from(observe(now), e.environment().id()).map(proof -> new DrainSeen(e.id(), proof));
            case Effect.RemoveEnvironment e -> remove(e, now);
        };
    }

    private static Optional<Report> seen(Effect effect, EnvironmentObservation observation) {
        return Optional.of(new EnvironmentSeen(effect.id(), observation));
    }

    private static List<InstanceObservation.State> all(InstanceObservation.State state, int instances) {
        return new ArrayList<>(Collections.nCopies(instances, state));
    }

    private EnvironmentObservation complete(EnvironmentSpec spec, Instant now) {
        environments
                .computeIfAbsent(spec.id(), id -> all(newInstance, INSTANCES))
                .replaceAll(state -> state == EXITED ? newInstance : state);
        return observe(spec.id(), now);
    }

    private TrafficObservation shift(TrafficSpec spec, Instant now) {
        if (spec.expected().contains(router)) {
            route(spec.weights(), now);
        }
        return observe(now);
    }

    private Optional<Report> remove(Effect.RemoveEnvironment effect, Instant now) {
        if (!effect.proof().validAt(now)) {
            return Optional.of(new DrainProofTooOld(effect.id()));
        }
        environments.remove(effect.spec().id());
        return seen(effect, observe(effect.spec().id(), now));
    }

    EnvironmentObservation observe(EnvironmentId id, Instant now) {
        List<InstanceObservation.State> instances = environments.get(id);
        if (instances == null) {
            return EnvironmentObservation.absent(id, now);
        }
        List<InstanceObservation> seen = new ArrayList<>();
        for (InstanceObservation.State state : instances) {
            seen.add(new InstanceObservation(Integer.toString(seen.size() + 1), state, "", ""));
        }
        return new EnvironmentObservation(id, instances.size(), seen, now)
                .with(drift.getOrDefault(id, List.of()), kept < INSTANCES ? new UnusedCapacity(kept, INSTANCES) : null);
    }

    TrafficObservation observe(Instant now) {
        Map<EnvironmentId, TrafficObservation.Route> routes = new TreeMap<>();
        router.forEach((id, weight) -> routes.put(id, entry(weight, null)));
        zeroSince.forEach((id, since) -> routes.put(id, entry(Weight.NONE, since)));
        return new TrafficObservation(Samples.HELLO, routes, now);
    }

    private static TrafficObservation.Route entry(Weight weight, Instant since) {
        return new TrafficObservation.Route(weight, since, DRAIN_DELAY, 0, 0, 0, Duration.ZERO);
    }
}
