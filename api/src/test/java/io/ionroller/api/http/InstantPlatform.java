package io.ionroller.api.http;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.SweepReport;
import io.ionroller.engine.platform.Sweeper;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A platform in memory on which everything happens at once; versions that begin with "broken" never get healthy. */
final class InstantPlatform implements Platform {

    static final String TYPE = "instant";
    private final Map<EnvironmentId, EnvironmentSpec> environments = new HashMap<>();
    private final Map<ServiceName, Map<EnvironmentId, Weight>> weights = new HashMap<>();
    private final Map<ServiceName, Instant> changed = new HashMap<>();
    volatile boolean silent;

    @Override
    public String type() {
        return TYPE;
    }

    /** One orphan, which goes when the order says so. */
    @Override
    public Optional<Sweeper> sweeper() {
        return Optional.of(order -> CompletableFuture.completedFuture(new SweepReport(
                List.of(new Orphan(
                        "hello-1",
                        "here",
                        List.of(new Orphan.Resource("process", "hello-1", order.askedBy())),
                        null,
                        order.remove() && order.neverReleased() ? Orphan.State.REMOVED : Orphan.State.REMOVABLE,
                        "of " + order.used().keySet())),
                List.of("here"),
                List.of(),
                now())));
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        List<Violation> violations = new ArrayList<>();
        settings.settings().forEach((name, value) -> {
            if (!name.equals("instances")) {
                violations.add(new Violation(name, "an unknown field", "instances"));
            } else if (!(value instanceof Integer number) || number < 1 || number > 5) {
                violations.add(new Violation(name, String.valueOf(value), "1 to 5"));
            }
        });
        return violations;
    }

    @Override
    public synchronized CompletionStage<EnvironmentObservation> ensureEnvironment(
            EnvironmentSpec spec, EffectId effect) {
        environments.put(spec.id(), spec);
        return observeEnvironment(spec)
                .thenApply(seen -> seen.madeFrom(Map.of("image", "hello@sha256:" + spec.version())));
    }

    @Override
    public synchronized CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        if (silent) {
            return CompletableFuture.failedFuture(
                    new PlatformException(PlatformException.Kind.RETRYABLE, "the simulated router is away"));
        }
        if (!environments.containsKey(spec.id())) {
            return CompletableFuture.completedFuture(EnvironmentObservation.absent(spec.id(), now()));
        }
        int wanted = spec.platform().settings().get("instances") instanceof Integer number ? number : 1;
        InstanceObservation.State state = spec.version().value().startsWith("broken")
                ? InstanceObservation.State.UNHEALTHY
                : InstanceObservation.State.HEALTHY;
        List<InstanceObservation> instances = IntStream.rangeClosed(1, wanted)
                .mapToObj(number -> new InstanceObservation(Integer.toString(number), state, "127.0.0.1:1", ""))
                .toList();
        return CompletableFuture.completedFuture(new EnvironmentObservation(spec.id(), wanted, instances, now()));
    }

    @Override
    public synchronized CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        Map<EnvironmentId, Weight> before = weights.put(spec.service(), spec.weights());
        if (!spec.weights().equals(before)) {
            changed.put(spec.service(), now());
        }
        return observeTraffic(spec);
    }

    @Override
    public synchronized CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return CompletableFuture.completedFuture(traffic(spec.service()));
    }

    /** Somebody else shares the traffic: this much for the one environment that has it, in basis points. */
    synchronized void shareOtherwise(ServiceName service, int basisPoints) {
        weights.computeIfPresent(service, (same, before) -> {
            Map<EnvironmentId, Weight> after = new HashMap<>(before);
            after.replaceAll((id, weight) -> weight.equals(Weight.NONE) ? weight : new Weight(basisPoints));
            return after;
        });
    }

    synchronized TrafficObservation traffic(ServiceName service) {
        Map<EnvironmentId, TrafficObservation.Route> routes = new HashMap<>();
        Map<EnvironmentId, Weight> now = weights.getOrDefault(service, Map.of());
        environments.keySet().stream()
                .filter(id -> id.service().equals(service))
                .forEach(id -> {
                    Weight weight = now.getOrDefault(id, Weight.NONE);
                    Instant zero = weight.equals(Weight.NONE) ? changed.getOrDefault(service, Instant.EPOCH) : null;
                    routes.put(
                            id,
                            new TrafficObservation.Route(
                                    weight, zero, Duration.ZERO, 0, 200, 3, Duration.ofNanos(1_260_000)));
                });
        return new TrafficObservation(service, routes, now());
    }

    @Override
    public synchronized CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        environments.remove(spec.id());
        return observeEnvironment(spec);
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        List<String> written = List.of("starting " + spec.version(), "listening", "grüße");
        return CompletableFuture.completedFuture(written.subList(Math.max(0, 3 - lines), 3));
    }

    private static Instant now() {
        return Instant.now();
    }
}
