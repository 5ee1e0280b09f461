package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An environment as the platform saw it at one moment, never from a cache.
 *
 * @param required how many instances the configuration asks for; 0 when the environment does not exist
 * @param instances one entry per wanted instance that was ever started; empty when the environment does not exist
 * @param resolved what the environment was made from, found out once, by name: {@code image} to {@code app@sha256:...}. Told by
 *     {@link Platform#ensureEnvironment}; empty where there is nothing to tell
 * @param drift parts that somebody else has changed, each at most once
 * @param unused what it keeps while it has no traffic; absent when that is everything
 */
public record EnvironmentObservation(
        EnvironmentId environment,
        int required,
        List<InstanceObservation> instances,
        Instant observedAt,
        Map<String, String> resolved,
        List<EnvironmentDrift> drift,
        @Nullable UnusedCapacity unused) {

    public EnvironmentObservation {
        instances = List.copyOf(instances);
        resolved = Collections.unmodifiableMap(new TreeMap<>(resolved));
        drift = List.copyOf(drift);
    }

    /** Of an environment that keeps all it has, of which nothing was changed, and of which there is nothing more to tell. */
    public EnvironmentObservation(
            EnvironmentId environment, int required, List<InstanceObservation> instances, Instant observedAt) {
        this(environment, required, instances, observedAt, Map.of(), List.of(), null);
    }

    /** The same, of an environment that was made from this. */
    public EnvironmentObservation madeFrom(Map<String, String> facts) {
        return new EnvironmentObservation(environment, required, instances, observedAt, facts, drift, unused);
    }

    /** The same, with what others have changed, and what it keeps while it is unused. */
    public EnvironmentObservation with(List<EnvironmentDrift> found, @Nullable UnusedCapacity kept) {
        return new EnvironmentObservation(environment, required, instances, observedAt, resolved, found, kept);
    }

    /** Nothing of the environment is there. */
    public static EnvironmentObservation absent(EnvironmentId environment, Instant at) {
        return new EnvironmentObservation(environment, 0, List.of(), at);
    }

    public boolean exists() {
        return !instances.isEmpty();
    }

    public int count(InstanceObservation.State state) {
        return (int) instances.stream().filter(i -> i.state() == state).count();
    }

    /** Instances that run, healthy or not. */
    public int running() {
        return instances.size() - count(InstanceObservation.State.EXITED);
    }

    public int healthy() {
        return count(InstanceObservation.State.HEALTHY);
    }

    /** The same as if it had been seen at another time. */
    public EnvironmentObservation at(Instant time) {
        return new EnvironmentObservation(environment, required, instances, time, resolved, drift, unused);
    }

    /** All that are required run and pass their health checks. */
    public boolean ready() {
        return required > 0 && healthy() >= required;
    }
}
