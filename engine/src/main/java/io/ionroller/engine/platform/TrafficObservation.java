package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of a service as the platform's router had it at one moment, read from the router and never from a cache.
 *
 * @param routes what the router knows per environment; an environment it does not know has no entry
 * @param progress present while the router is on its way to what is wanted, or has lost something of it that it can bring back:
 *     weights between the former and the wanted ones are no drift then
 */
public record TrafficObservation(
        ServiceName service,
        Map<EnvironmentId, Route> routes,
        Instant observedAt,
        @Nullable TrafficProgress progress) {

    public TrafficObservation {
        routes = Map.copyOf(routes);
    }

    /** Of a router that is on no way. */
    public TrafficObservation(ServiceName service, Map<EnvironmentId, Route> routes, Instant observedAt) {
        this(service, routes, observedAt, null);
    }

    /**
     * The router's entry for one environment, with its counts since the entry was made.
     *
     * @param zeroSince since when the weight is 0; absent while it is more
     * @param drainDelay how long after {@code zeroSince} open requests are waited for at the least
     * @param inFlight requests that are being answered now
     * @param requests requests that were answered
     * @param errors answers of 500 and above, and requests that got none
     * @param meanLatency mean time to the answer's last byte; zero when there was no request
     */
    public record Route(
            Weight weight,
            @Nullable Instant zeroSince,
            Duration drainDelay,
            long inFlight,
            long requests,
            long errors,
            Duration meanLatency) {}

    /** The same of a router that is on its way. */
    public TrafficObservation with(TrafficProgress way) {
        return new TrafficObservation(service, routes, observedAt, way);
    }

    /** The weights above zero. */
    public Map<EnvironmentId, Weight> weights() {
        Map<EnvironmentId, Weight> weights = new TreeMap<>();
        routes.forEach((environment, route) -> {
            if (!route.weight().equals(Weight.NONE)) {
                weights.put(environment, route.weight());
            }
        });
        return weights;
    }
}
