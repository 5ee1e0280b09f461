package io.ionroller.deploy.simulated;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The router of one service in memory. Guarded by its service's lock. */
final class SimulatedTraffic {

    private record Pending(Map<EnvironmentId, Weight> weights, Instant visibleAt) {}

    private final ServiceName service;
    private final Map<EnvironmentId, Weight> weights = new HashMap<>();
    private final Map<EnvironmentId, Instant> zeroSince = new HashMap<>();
    private final Map<EnvironmentId, Duration> drainDelays = new HashMap<>();
    private @Nullable Pending pending;

    SimulatedTraffic(ServiceName service) {
        this.service = service;
    }

    /** The weights that were last accepted, visible or not. */
    Map<EnvironmentId, Weight> accepted(Instant now) {
        settle(now);
        return pending != null ? pending.weights() : seen();
    }

    void know(Set<EnvironmentId> environments, Duration drainDelay, Instant now) {
        for (EnvironmentId environment : environments) {
            drainDelays.put(environment, drainDelay);
            if (weights.putIfAbsent(environment, Weight.NONE) == null) {
                zeroSince.put(environment, now);
            }
        }
    }

    void accept(Map<EnvironmentId, Weight> wanted, Instant visibleAt, Instant now) {
        pending = new Pending(withoutZeros(wanted), visibleAt);
        settle(now);
    }

    /** When the accepted weights can be seen. */
    Instant visibleAt(Instant now) {
        settle(now);
        return pending != null ? pending.visibleAt() : now;
    }

    void forget(EnvironmentId environment) {
        weights.remove(environment);
        zeroSince.remove(environment);
        drainDelays.remove(environment);
    }

    Weight weight(EnvironmentId environment, Instant now) {
        return accepted(now).getOrDefault(environment, Weight.NONE);
    }

    boolean servedAfter(EnvironmentId environment, Instant time) {
        Instant zero = zeroSince.get(environment);
        return zero != null && zero.isAfter(time);
    }

    TrafficObservation observe(Instant now) {
        settle(now);
        Map<EnvironmentId, Route> routes = new HashMap<>();
        weights.forEach((environment, weight) -> routes.put(
                environment,
                new Route(
                        weight,
                        zeroSince.get(environment),
                        drainDelays.getOrDefault(environment, Duration.ZERO),
                        0,
                        0,
                        0,
                        Duration.ZERO)));
        return new TrafficObservation(service, routes, now);
    }

    private void settle(Instant now) {
        Pending next = pending;
        if (next == null || now.isBefore(next.visibleAt())) {
            return;
        }
        pending = null;
        next.weights().keySet().forEach(environment -> weights.putIfAbsent(environment, Weight.NONE));
        weights.replaceAll((environment, before) -> {
            Weight after = next.weights().getOrDefault(environment, Weight.NONE);
            if (!after.equals(Weight.NONE)) {
                zeroSince.remove(environment);
            } else {
                zeroSince.putIfAbsent(environment, next.visibleAt());
            }
            return after;
        });
    }

    private Map<EnvironmentId, Weight> seen() {
        return withoutZeros(weights);
    }

    static Map<EnvironmentId, Weight> withoutZeros(Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> copy = new HashMap<>(weights);
        copy.values().removeIf(Weight.NONE::equals);
        return Map.copyOf(copy);
    }
}
