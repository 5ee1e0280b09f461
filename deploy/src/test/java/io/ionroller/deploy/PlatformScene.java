package io.ionroller.deploy;

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
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;

/** What the tests of a platform speak with; how to reach it is told by the platform's own test. */
public abstract class PlatformScene {

    protected static final ServiceName SERVICE = new ServiceName("hello");
    protected static final HealthCheck QUICK =
            new HealthCheck("/health", Duration.ofMillis(50), 2, 2, Duration.ofSeconds(2));

    private long shift;

    /** The platform under test; the same one for the whole test. */
    protected abstract Platform platform();

    /** Good settings for this many instances. */
    protected abstract Map<String, Object> settings(int instances);

    /** Lets a little time pass, for platforms with a time of their own. */
    protected void passTime() {
        // most have a clock that runs
    }

    // What the tests speak with

    protected static EnvironmentId id(long release) {
        return new EnvironmentId(SERVICE, release);
    }

    protected static EffectId effect(long release, String step) {
        return new EffectId(SERVICE, release, step);
    }

    protected final PlatformSettings platformSettings(Map<String, Object> settings) {
        return new PlatformSettings(platform().type(), settings);
    }

    protected final EnvironmentSpec spec(long release, int instances) {
        return new EnvironmentSpec(
                id(release), new Version("1.0." + release), 1, platformSettings(settings(instances)), QUICK);
    }

    protected final TrafficSpec traffic(Map<EnvironmentId, Weight> weights, long... releases) {
        return traffic(weights, List.of(), releases);
    }

    protected final TrafficSpec traffic(
            Map<EnvironmentId, Weight> weights, List<Map<EnvironmentId, Weight>> expected, long... releases) {
        List<EnvironmentSpec> specs =
                Arrays.stream(releases).mapToObj(release -> spec(release, 1)).toList();
        return new TrafficSpec(SERVICE, ++shift, platformSettings(settings(1)), weights, expected, specs);
    }

    /** The same with the number of an earlier change. */
    protected static TrafficSpec numbered(long shift, TrafficSpec spec) {
        return new TrafficSpec(
                spec.service(), shift, spec.platform(), spec.weights(), spec.expected(), spec.environments());
    }

    protected final void twoReadyEnvironments() {
        for (long release = 1; release <= 2; release++) {
            done(platform().ensureEnvironment(spec(release, 1), effect(release, "create")));
        }
        untilReady(spec(1, 1));
        untilReady(spec(2, 1));
    }

    protected final EnvironmentObservation untilReady(EnvironmentSpec spec) {
        until(() -> done(platform().observeEnvironment(spec)).ready());
        return done(platform().observeEnvironment(spec));
    }

    protected final DrainProof untilDrained(EnvironmentId environment) {
        TrafficSpec spec = traffic(Map.of(), 1, 2);
        until(() -> DrainProof.from(done(platform().observeDrain(spec)), environment)
                .isPresent());
        return DrainProof.from(done(platform().observeDrain(spec)), environment).orElseThrow();
    }

    protected final void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    boolean now = condition.call();
                    if (!now) {
                        passTime();
                    }
                    return now;
                });
    }

    /** Waits for an answer; a failure comes as the platform threw it. */
    protected final <T> T done(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        until(future::isDone);
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    protected static InstanceObservation.State state(EnvironmentObservation seen, String instance) {
        return seen.instances().stream()
                .filter(one -> one.name().equals(instance))
                .findFirst()
                .orElseThrow()
                .state();
    }

    protected static List<String> addresses(EnvironmentObservation seen) {
        return seen.instances().stream().map(InstanceObservation::address).toList();
    }
}
