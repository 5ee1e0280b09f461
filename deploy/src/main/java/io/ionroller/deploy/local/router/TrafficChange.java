package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights that are wanted.
 *
 * @param shift number of the change; one that is lower than what the router has taken is refused
 * @param expected weights that may be there before; others are left as they are
 * @param environments what the router is to know from now on
 */
public record TrafficChange(
        int listen,
        long shift,
        Map<EnvironmentId, Weight> weights,
        List<Map<EnvironmentId, Weight>> expected,
        Set<EnvironmentId> environments) {

    public TrafficChange {
        weights = Map.copyOf(weights);
        expected = List.copyOf(expected);
        environments = Set.copyOf(environments);
    }
}
