package io.ionroller.deploy.simulated;

import io.ionroller.deploy.simulated.SimulatedCall.Outcome;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the cloud holds of one service. One lock per service, so that services do not wait for each other. */
final class SimulatedService {

    /**
     * What came of a call.
     *
     * @param visibleAt when it can be seen
     * @param detail for the log; may be empty
     */
    record Result(Instant visibleAt, Outcome outcome, String detail) {}

    private final Map<EnvironmentId, SimulatedEnvironment> environments = new HashMap<>();
    private final Set<EnvironmentId> removed = new HashSet<>();
    private final SimulatedTraffic traffic;
    private long newestShift;

    SimulatedService(ServiceName name) {
        traffic = new SimulatedTraffic(name);
    }

    /** Makes or completes the environment; it can be seen when its instances run. */
    synchronized Result ensure(EnvironmentSpec spec, SimulatedSettings settings, Instant now) {
        if (removed.contains(spec.id())) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    spec.id() + " was removed and is not made again; this call comes too late");
        }
        SimulatedEnvironment environment = environments.get(spec.id());
        if (environment == null) {
            environment = new SimulatedEnvironment(spec, settings, now);
            environments.put(spec.id(), environment);
            return new Result(environment.runsAt(), Outcome.CREATED, "");
        }
        int started = environment.complete(now);
        Outcome outcome = started > 0 ? Outcome.CHANGED : Outcome.UNCHANGED;
        return new Result(environment.runsAt(), outcome, started > 0 ? "started " + started : "");
    }

    synchronized EnvironmentObservation observe(EnvironmentId id, Instant now) {
        SimulatedEnvironment environment = environments.get(id);
        return environment == null ? EnvironmentObservation.absent(id, now) : environment.observe(now);
    }

    /** Sets the weights unless they drifted. */
    synchronized Result ensureTraffic(TrafficSpec spec, SimulatedSettings settings, Instant now) {
        if (spec.shift() < newestShift) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    "change " + spec.shift() + " of the traffic of " + spec.service() + " comes after change "
                            + newestShift + ", which a newer decision made");
        }
        newestShift = spec.shift();
        Map<EnvironmentId, Weight> wanted = SimulatedTraffic.withoutZeros(spec.weights());
        Map<EnvironmentId, Weight> found = traffic.accepted(now);
        boolean drifted = !found.isEmpty()
                && !found.equals(wanted)
                && spec.expected().stream().map(SimulatedTraffic::withoutZeros).noneMatch(found::equals);
        if (drifted) {
            return new Result(traffic.visibleAt(now), Outcome.UNCHANGED, "found " + found);
        }
        traffic.know(
                spec.environments().stream().map(EnvironmentSpec::id).collect(Collectors.toSet()),
                settings.drainDelay(),
                now);
        if (found.equals(wanted)) {
            return new Result(traffic.visibleAt(now), Outcome.UNCHANGED, "");
        }
        traffic.accept(wanted, now.plus(settings.shiftDelay()), now);
        return new Result(traffic.visibleAt(now), Outcome.CHANGED, "");
    }

    synchronized TrafficObservation observeTraffic(Instant now) {
        return traffic.observe(now);
    }

    synchronized Result remove(EnvironmentId id, DrainProof proof, Instant now) {
        if (!proof.environment().equals(id) || !proof.validAt(now)) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "removing " + id + " needs a valid proof for it that it is drained; got " + proof + ", now " + now);
        }
        Weight weight = traffic.weight(id, now);
        if (!weight.equals(Weight.NONE)) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED, "not removing " + id + ": it has " + weight + " of the traffic");
        }
        if (traffic.servedAfter(id, proof.observedAt())) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    "not removing " + id + ": it had traffic after " + proof.observedAt());
        }
        removed.add(id);
        boolean there = environments.remove(id) != null;
        traffic.forget(id);
        return new Result(now, there ? Outcome.CHANGED : Outcome.UNCHANGED, "");
    }

    synchronized List<String> output(EnvironmentId id, String instance) {
        SimulatedEnvironment environment = environments.get(id);
        return environment == null || !environment.has(instance) ? List.of() : environment.output(instance);
    }

    synchronized void changeWeights(Map<EnvironmentId, Weight> weights, Instant now) {
        traffic.accept(weights, now, now);
    }

    synchronized SimulatedEnvironment environment(EnvironmentId id) {
        SimulatedEnvironment environment = environments.get(id);
        if (environment == null) {
            throw new IllegalArgumentException("no environment " + id);
        }
        return environment;
    }

    /** Ends all of it at once, without a trace and without the engine's doing. */
    synchronized void lose(EnvironmentId id) {
        environments.remove(id);
    }

    synchronized List<EnvironmentId> environments() {
        return environments.keySet().stream().sorted().toList();
    }
}
