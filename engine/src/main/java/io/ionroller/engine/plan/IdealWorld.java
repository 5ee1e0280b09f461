package io.ionroller.engine.plan;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A world in which every effect has done at once what it is for. */
final class IdealWorld {

    private IdealWorld() {}

    /** What the effect reports; empty for one that only watches, or mends what is not broken here. */
    static Optional<ServiceCommand.Report> report(Effect effect, ServiceState state, Instant now) {
        return switch (effect) {
            case Effect.CreateEnvironment e -> Optional.of(healthy(e, e.spec().id(), state, now));
            case Effect.VerifyEnvironment e -> Optional.of(healthy(e, e.spec().id(), state, now));
            case Effect.ShiftTraffic e -> Optional.of(traffic(e, e.spec(), state, now));
            case Effect.ConfirmTraffic e -> Optional.of(traffic(e, e.spec(), state, now));
            case Effect.ProveDrained e ->
                Optional.of(new ServiceCommand.DrainSeen(
                        e.id(), drained(e.environment().id(), state, now)));
            case Effect.RemoveEnvironment e ->
                Optional.of(new ServiceCommand.EnvironmentSeen(
                        e.id(),
                        EnvironmentObservation.absent(
                                e.spec().id(), seen(e.spec().id(), state, now))));
            case Effect.WatchEnvironment e -> Optional.empty();
            case Effect.RepairEnvironment e -> Optional.empty();
            case Effect.RestoreEnvironment e -> Optional.empty();
            case Effect.ScaleEnvironment e -> Optional.empty();
            case Effect.WatchTraffic e -> Optional.empty();
        };
    }

    private static ServiceCommand.Report healthy(Effect effect, EnvironmentId id, ServiceState state, Instant now) {
        InstanceObservation one = new InstanceObservation("1", InstanceObservation.State.HEALTHY, "", "");
        return new ServiceCommand.EnvironmentSeen(
                effect.id(), new EnvironmentObservation(id, 1, List.of(one), seen(id, state, now)));
    }

    private static ServiceCommand.Report traffic(Effect effect, TrafficSpec spec, ServiceState state, Instant now) {
        Map<EnvironmentId, TrafficObservation.Route> routes = new HashMap<>();
        spec.weights().forEach((id, weight) -> routes.put(id, route(weight)));
        return new ServiceCommand.TrafficSeen(
                effect.id(), new TrafficObservation(spec.service(), routes, read(state, now)));
    }

    private static TrafficObservation.Route route(Weight weight) {
        return new TrafficObservation.Route(weight, null, Duration.ZERO, 0, 0, 0, Duration.ZERO);
    }

    private static DrainProof drained(EnvironmentId id, ServiceState state, Instant now) {
        Instant at = read(state, now);
        return DrainProof.restore(id, at, at, Duration.ZERO);
    }

    /** Never older than what is known of the traffic: a platform's clock may go before ours. */
    private static Instant read(ServiceState state, Instant now) {
        Instant known = state.traffic().observedAt();
        return known != null && known.isAfter(now) ? known : now;
    }

    private static Instant seen(EnvironmentId id, ServiceState state, Instant now) {
        Environment.Health known = state.environment(id).health();
        return known != null && known.observedAt().isAfter(now) ? known.observedAt() : now;
    }
}
