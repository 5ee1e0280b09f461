package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the traffic of a service is meant to be shared.
 *
 * @param shift number of the intended change, from 1, growing for the life of the service; 0 before the first. It is stored
 *     before the platform is called, so whoever holds a lower one has been overtaken: a late call of an engine that was cut
 *     off or frozen. The router's fencing token.
 * @param platform settings that say where traffic enters (the newest that apply)
 * @param weights share of each environment; they sum to the whole, or the map is empty: nothing serves
 * @param expected values the engine itself intended before; any other value found is drift
 * @param environments what the platform may route to: every environment that {@code weights} names, and all others known
 * @param progress how far this change was seen to be, as it is stored; absent before anything of the kind was
 */
public record TrafficSpec(
        ServiceName service,
        long shift,
        PlatformSettings platform,
        Map<EnvironmentId, Weight> weights,
        List<Map<EnvironmentId, Weight>> expected,
        List<EnvironmentSpec> environments,
        @Nullable TrafficProgress progress) {

    public TrafficSpec {
        weights = Map.copyOf(weights);
        expected = List.copyOf(expected);
        environments = List.copyOf(environments);
    }

    /** Of a change that has made no steps yet. */
    public TrafficSpec(
            ServiceName service,
            long shift,
            PlatformSettings platform,
            Map<EnvironmentId, Weight> weights,
            List<Map<EnvironmentId, Weight>> expected,
            List<EnvironmentSpec> environments) {
        this(service, shift, platform, weights, expected, environments, null);
    }
}
