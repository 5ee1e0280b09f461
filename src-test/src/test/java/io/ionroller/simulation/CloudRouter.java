package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The router of the service: the weights it has accepted, and those it showed at any time. */
final class CloudRouter {

    static final Duration DRAIN_DELAY = Duration.ofSeconds(5);

    private final ServiceName service;
    private final TreeMap<Instant, Map<EnvironmentId, Weight>> shown = new TreeMap<>();
    private final Map<EnvironmentId, Instant> known = new TreeMap<>();
    private final List<Draining> draining = new ArrayList<>();
    private Map<EnvironmentId, Weight> accepted = Map.of();
    private @Nullable Instant foreignSince;

    /** Requests that were under way when an environment lost its traffic. */
    private record Draining(EnvironmentId environment, Instant since, Instant until) {}

    CloudRouter(ServiceName service) {
        this.service = service;
        shown.put(Instant.EPOCH, Map.of());
    }

    /** What holds, seen or not; weights of zero are left out. */
    Map<EnvironmentId, Weight> accepted() {
        return accepted;
    }

    void know(EnvironmentId environment, Instant now) {
        known.putIfAbsent(environment, now);
    }

    void forget(EnvironmentId environment) {
        known.remove(environment);
    }

    /** @param slow how long the requests take that are under way when an environment loses its traffic */
    void accept(Map<EnvironmentId, Weight> weights, Instant visible, Duration slow) {
        Instant last = shown.lastKey();
        Instant at = visible.isAfter(last) ? visible : last.plusNanos(1_000);
        for (EnvironmentId environment : shown.lastEntry().getValue().keySet()) {
            if (!weights.containsKey(environment)) {
                draining.add(new Draining(environment, at, at.plus(slow)));
            }
        }
        accepted = Map.copyOf(weights);
        shown.put(at, accepted);
        weights.keySet().forEach(environment -> known.putIfAbsent(environment, at));
    }

    Instant newestShowsAt() {
        return shown.lastKey();
    }

    Map<EnvironmentId, Weight> shownAt(Instant at) {
        var entry = shown.floorEntry(at);
        return entry == null ? Map.of() : entry.getValue();
    }

    /** Since when this environment has had no traffic; absent while it has. */
    @Nullable
    Instant zeroSince(EnvironmentId environment, Instant at) {
        Instant since = null;
        for (var entry : shown.headMap(at, true).descendingMap().entrySet()) {
            if (entry.getValue().containsKey(environment)) {
                return since;
            }
            since = entry.getKey();
        }
        return since;
    }

    /** Whether it shows traffic for this environment at any later time, by what it has accepted until now. */
    boolean servesAfter(EnvironmentId environment, Instant time) {
        return shown.tailMap(time, false).values().stream().anyMatch(weights -> weights.containsKey(environment));
    }

    boolean busy(EnvironmentId environment, Instant at) {
        return draining.stream()
                .filter(requests -> requests.environment().equals(environment))
                .anyMatch(requests -> !at.isBefore(requests.since()) && at.isBefore(requests.until()));
    }

    /** Somebody else sets the weights. */
    void acceptFromOthers(Map<EnvironmentId, Weight> weights, Instant visible, Duration slow) {
        accept(weights, visible, slow);
        foreignSince = shown.lastKey();
    }

    /** Whether weights of somebody else could be seen only after this time. */
    boolean foreignAfter(Instant at) {
        return foreignSince != null && foreignSince.isAfter(at);
    }

    TrafficObservation observe(Instant at) {
        Map<EnvironmentId, Weight> weights = shownAt(at);
        Map<EnvironmentId, Route> routes = new TreeMap<>();
        known.forEach((environment, since) -> {
            if (!since.isAfter(at)) {
                Weight weight = weights.getOrDefault(environment, Weight.NONE);
                Instant zero = zeroSince(environment, at);
                Instant later = zero == null || since.isAfter(zero) ? since : zero;
                routes.put(
                        environment,
                        new Route(
                                weight,
                                zero == null ? null : later,
                                DRAIN_DELAY,
                                busy(environment, at) ? 1 : 0,
                                0,
                                0,
                                Duration.ZERO));
            }
        });
        return new TrafficObservation(service, routes, at);
    }
}
