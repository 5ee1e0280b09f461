package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is really there. It keeps the promises of {@link io.ionroller.engine.platform.Platform} and no others: names make
 * creation idempotent, what was removed is not made again, a lower shift number is refused, weights nobody expected are left
 * alone. Everything it showed at an earlier time can still be looked up, for stale readings and for the invariants.
 */
final class Cloud {

    private final VirtualTime time;
    private final Consumer<CloudChange> witness;
    private final Map<EnvironmentId, CloudEnvironment> environments = new TreeMap<>();
    private final Map<EnvironmentId, CloudEnvironment> buried = new TreeMap<>();
    private final Set<EnvironmentId> removed = new HashSet<>();
    private final Map<String, CloudInstance.Fate> fates = new HashMap<>();
    private final CloudRouter router;
    private boolean forgetful;
    private Duration lag = Duration.ZERO;
    private Duration slow = Duration.ofMillis(100);
    private long newestShift;

    /** @param witness is told what really happens, before it does */
    Cloud(VirtualTime time, ServiceName service, Consumer<CloudChange> witness) {
        this.time = time;
        this.witness = witness;
        this.router = new CloudRouter(service);
    }

    // What the engine asks for

    /** Starts what is missing, at most so many instances. */
    void ensure(EnvironmentSpec spec, int most) {
        EnvironmentId id = spec.id();
        if (removed.contains(id) && !forgetful) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED, id + " was removed; this call comes too late");
        }
        CloudEnvironment environment = environments.get(id);
        if (environment == null) {
            witness.accept(new CloudChange.Creation(id, removed.contains(id) || buried.containsKey(id)));
            int full = ((Number) spec.platform().settings().get("instances")).intValue();
            int kept = ((Number) spec.platform().settings().get("unused")).intValue();
            environment = new CloudEnvironment(
                    id,
                    new CloudEnvironment.Size(full, kept),
                    fates.getOrDefault(spec.version().value(), CloudInstance.Fate.HEALTHY));
            environments.put(id, environment);
        }
        environment.complete(most, time.instant(), visible());
    }

    /** Of what others may have changed this cloud has the capacity alone. */
    void restore(EnvironmentId id, Set<EnvironmentPart> parts) {
        CloudEnvironment environment = environments.get(id);
        if (environment != null && parts.contains(EnvironmentPart.CAPACITY)) {
            environment.scale(environment.size().full(), time.instant(), visible());
        }
    }

    void scaleDown(EnvironmentId id) {
        if (router.accepted().containsKey(id)) {
            throw new PlatformException(PlatformException.Kind.SUPERSEDED, id + " has traffic");
        }
        CloudEnvironment environment = environments.get(id);
        if (environment != null) {
            environment.scale(environment.size().kept(), time.instant(), visible());
        }
    }

    void shift(TrafficSpec spec, EffectId effect) {
        if (spec.shift() < newestShift) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED, "change " + spec.shift() + " comes after " + newestShift);
        }
        newestShift = spec.shift();
        Map<EnvironmentId, Weight> found = router.accepted();
        boolean expected = found.isEmpty()
                || found.equals(spec.weights())
                || spec.expected().contains(found);
        if (expected) {
            spec.environments().forEach(environment -> router.know(environment.id(), time.instant()));
            if (!found.equals(spec.weights())) {
                witness.accept(new CloudChange.Shift(spec, effect, found));
                router.accept(spec.weights(), visible(), slow);
            }
        }
    }

    /** Tears down, whole or (not {@code wholly}) so far that only a part is left. */
    void remove(EnvironmentSpec spec, DrainProof proof, boolean wholly) {
        EnvironmentId id = spec.id();
        if (!proof.environment().equals(id) || !proof.validAt(time.instant())) {
            throw new PlatformException(PlatformException.Kind.TERMINAL, "no valid proof for " + id + ": " + proof);
        }
        CloudEnvironment environment = environments.get(id);
        if (environment == null) {
            removed.add(id);
            return;
        }
        witness.accept(new CloudChange.Removal(id, proof));
        if (router.servesAfter(id, proof.observedAt())) {
            throw new PlatformException(PlatformException.Kind.SUPERSEDED, id + " has or had traffic since " + proof);
        }
        removed.add(id);
        if (wholly) {
            environment.remove(time.instant());
            buried.put(id, environment);
            environments.remove(id);
            router.forget(id);
        } else {
            environment.instance(0).die(time.instant(), time.instant());
        }
    }

    /** Whether it has, or had, all the instances that it was made with. */
    boolean whole(EnvironmentId id, Instant at) {
        CloudEnvironment environment = environments.get(id);
        CloudEnvironment either = environment == null ? buried.get(id) : environment;
        return either != null && either.observe(at).required() == either.size().full();
    }

    EnvironmentObservation observe(EnvironmentId id, Instant at) {
        CloudEnvironment environment = environments.get(id);
        CloudEnvironment either = environment == null ? buried.get(id) : environment;
        return either == null ? EnvironmentObservation.absent(id, at) : either.observe(at);
    }

    /** How long until the newest accepted weights can be seen. */
    Duration untilTrafficShows() {
        Duration wait = Duration.between(time.instant(), router.newestShowsAt());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    CloudRouter router() {
        return router;
    }

    List<EnvironmentId> environments() {
        return List.copyOf(environments.keySet());
    }

    // What the world does

    void fate(String version, CloudInstance.Fate fate) {
        fates.put(version, fate);
    }

    /** Picks one of all instances; absent when there is none. */
    void withInstance(int pick, Consumer<CloudInstance> action) {
        List<EnvironmentId> ids = environments();
        if (!ids.isEmpty()) {
            EnvironmentId id = ids.get(Math.floorMod(pick, ids.size()));
            action.accept(environments.get(id).instance(pick / ids.size()));
        }
    }

    /** One of all environments, with all that it has, is gone; the router does not care. */
    void lose(int pick) {
        List<EnvironmentId> ids = environments();
        if (!ids.isEmpty()) {
            environments.get(ids.get(Math.floorMod(pick, ids.size()))).lose(time.instant(), visible());
        }
    }

    void kill(CloudInstance instance) {
        instance.die(time.instant(), visible());
    }

    /** Somebody else, who knows nothing of the engine, sets the weights. */
    void setByOthers(Map<EnvironmentId, Weight> weights) {
        router.acceptFromOthers(weights, visible(), slow);
    }

    void hideChangesFor(Duration time) {
        lag = time;
    }

    void answerRequestsWithin(Duration time) {
        slow = time;
    }

    /** For a mutant: does not remember what was removed. */
    void forgetRemovals() {
        forgetful = true;
    }

    private Instant visible() {
        return time.instant().plus(lag);
    }
}
