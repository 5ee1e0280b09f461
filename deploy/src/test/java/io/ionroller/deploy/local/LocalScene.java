package io.ionroller.deploy.local;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** A service {@code hello} on the local platform, as a test drives it through shifts and removals. */
final class LocalScene implements AutoCloseable {

    static final ServiceName SERVICE = new ServiceName("hello");
    private static final HealthCheck QUICK =
            new HealthCheck("/health", Duration.ofMillis(50), 2, 3, Duration.ofSeconds(2));

    final Ground ground;
    int listen;
    LocalPlatform platform;
    Map<String, Object> env = Map.of();
    private final Map<Long, EnvironmentSpec> specs = new HashMap<>();
    private Map<EnvironmentId, Weight> intended = Map.of();

    LocalScene() throws IOException {
        ground = new Ground();
        listen = Ground.freePort();
        platform = ground.open();
    }

    /** Another engine on the same folder, after the first was closed. */
    void restart() throws IOException {
        platform.close();
        platform = ground.open();
    }

    static EnvironmentId id(long release) {
        return new EnvironmentId(SERVICE, release);
    }

    static EffectId effect(long release, String step) {
        return new EffectId(SERVICE, release, step);
    }

    EnvironmentSpec spec(long release, int instances, String mode) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "command", SampleInstance.command(mode),
                "instances", instances,
                "listen", listen,
                "env", env));
        EnvironmentSpec spec = new EnvironmentSpec(
                id(release), new Version(release + ".0.0"), 1, new PlatformSettings("local", settings), QUICK);
        specs.put(release, spec);
        return spec;
    }

    EnvironmentObservation create(long release, int instances, String mode) {
        return answer(platform.ensureEnvironment(spec(release, instances, mode), effect(release, "create")));
    }

    void ready(long release, int instances) {
        create(release, instances, "well");
        until(() -> observe(release).ready());
    }

    EnvironmentObservation observe(long release) {
        return answer(platform.observeEnvironment(specs.get(release)));
    }

    private long shift;

    /** Gives releases their basis points; the platform must answer with just that. */
    TrafficObservation shift(Map<Long, Integer> points) {
        Map<EnvironmentId, Weight> weights = new HashMap<>();
        points.forEach((release, share) -> weights.put(id(release), new Weight(share)));
        weights.values().removeIf(Weight.NONE::equals);
        TrafficObservation seen = answer(platform.ensureTraffic(traffic(weights), effect(1, "shift")));
        if (!seen.weights().equals(weights)) {
            throw new AssertionError("wanted " + weights + ", got " + seen.weights());
        }
        intended = Map.copyOf(weights);
        return seen;
    }

    TrafficSpec traffic(Map<EnvironmentId, Weight> weights) {
        PlatformSettings settings = specs.values().stream()
                .max(java.util.Comparator.comparing(EnvironmentSpec::id))
                .orElseThrow()
                .platform();
        return new TrafficSpec(SERVICE, ++shift, settings, weights, List.of(intended), new ArrayList<>(specs.values()));
    }

    TrafficObservation observeTraffic() {
        return answer(platform.observeTraffic(traffic(intended)));
    }

    DrainProof drained(long release) {
        until(() -> DrainProof.from(observeTraffic(), id(release)).isPresent());
        return DrainProof.from(observeTraffic(), id(release)).orElseThrow();
    }

    EnvironmentObservation remove(long release) {
        EnvironmentObservation left =
                answer(platform.removeEnvironment(specs.get(release), drained(release), effect(release, "remove")));
        specs.remove(release);
        return left;
    }

    static void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        ground.close();
    }
}
