package io.ionroller.benchmark;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Sees when a change of a service's traffic reaches the platform. */
final class FirstShifts {

    private record Awaited(long since, CompletableFuture<Double> millis) {}

    private final Map<ServiceName, Awaited> awaited = new ConcurrentHashMap<>();

    /** Completed with the milliseconds from now to the service's next change of traffic. */
    CompletableFuture<Double> next(ServiceName service) {
        CompletableFuture<Double> millis = new CompletableFuture<>();
        awaited.put(service, new Awaited(System.nanoTime(), millis));
        return millis;
    }

    private void seen(ServiceName service) {
        Awaited one = awaited.remove(service);
        if (one != null) {
            one.millis().complete((System.nanoTime() - one.since()) / 1e6);
        }
    }

    /** The platform, looked at on its way. */
    Platform round(Platform real) {
        return new Platform() {
            @Override
            public String type() {
                return real.type();
            }

            @Override
            public List<Violation> check(ServiceName service, PlatformSettings settings) {
                return real.check(service, settings);
            }

            @Override
            public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
                return real.ensureEnvironment(spec, effect);
            }

            @Override
            public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
                return real.observeEnvironment(spec);
            }

            @Override
            public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
                seen(spec.service());
                return real.ensureTraffic(spec, effect);
            }

            @Override
            public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
                return real.observeTraffic(spec);
            }

            @Override
            public CompletionStage<EnvironmentObservation> removeEnvironment(
                    EnvironmentSpec spec, DrainProof proof, EffectId effect) {
                return real.removeEnvironment(spec, proof, effect);
            }

            @Override
            public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
                return real.output(spec, instance, lines);
            }
        };
    }
}
