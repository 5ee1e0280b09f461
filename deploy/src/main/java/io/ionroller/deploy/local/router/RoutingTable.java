package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How requests are shared now. Immutable: a change of weights is a new table.
 *
 * @param listen the port of the service, 0 before there is one
 * @param routes every environment known
 * @param weights those with traffic
 */
record RoutingTable(int listen, Map<EnvironmentId, Route> routes, Map<EnvironmentId, Weight> weights) {

    static final RoutingTable EMPTY = new RoutingTable(0, Map.of(), Map.of());

    RoutingTable {
        routes = Map.copyOf(routes);
        weights = withoutZeros(weights);
    }

    Weight weight(EnvironmentId environment) {
        return weights.getOrDefault(environment, Weight.NONE);
    }

    boolean hasWeights() {
        return !weights.isEmpty();
    }

    /**
     * The environment for one request: by weight, and if it has no healthy instance by the weights of those that have.
     * Empty when none has.
     */
    Optional<Route> choose(RandomGenerator random) {
        Route first = pick(weights, random);
        if (first == null || first.canServe()) {
            return Optional.ofNullable(first);
        }
        Map<EnvironmentId, Weight> able = new HashMap<>(weights);
        able.keySet().removeIf(environment -> {
            Route route = routes.get(environment);
            return route == null || !route.canServe();
        });
        return Optional.ofNullable(pick(able, random));
    }

    private @Nullable Route pick(Map<EnvironmentId, Weight> among, RandomGenerator random) {
        int total = 0;
        for (Weight weight : among.values()) {
            total += weight.basisPoints();
        }
        if (total == 0) {
            return null;
        }
        int point = random.nextInt(total);
        for (Map.Entry<EnvironmentId, Weight> entry : among.entrySet()) {
            point -= entry.getValue().basisPoints();
            if (point < 0) {
                return routes.get(entry.getKey());
            }
        }
        throw new IllegalStateException("the weights changed while they were summed");
    }

    /** Every environment known with its weight, for the disk. */
    Map<EnvironmentId, Weight> allWeights() {
        Map<EnvironmentId, Weight> all = new HashMap<>();
        routes.keySet().forEach(environment -> all.put(environment, weight(environment)));
        return all;
    }

    RoutingTable without(EnvironmentId environment) {
        Map<EnvironmentId, Route> rest = new HashMap<>(routes);
        rest.remove(environment);
        Map<EnvironmentId, Weight> remaining = new HashMap<>(weights);
        remaining.remove(environment);
        return new RoutingTable(listen, rest, remaining);
    }

    List<Route> removedFrom(RoutingTable before) {
        List<Route> removed = new ArrayList<>();
        before.routes.forEach((environment, route) -> {
            if (!routes.containsKey(environment)) {
                removed.add(route);
            }
        });
        return removed;
    }

    static Map<EnvironmentId, Weight> withoutZeros(Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> copy = new HashMap<>(weights);
        copy.values().removeIf(Weight.NONE::equals);
        return Map.copyOf(copy);
    }
}
