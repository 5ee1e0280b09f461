package io.ionroller.ec2;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls what takes longer than a call again until it is done, as the engine's workers do. */
record Repeating(Platform platform) implements Platform {

    private static <T> CompletionStage<T> until(Predicate<T> done, Supplier<CompletionStage<T>> call) {
        return call.get()
                .thenCompose(seen -> done.test(seen)
                        ? CompletableFuture.completedStage(seen)
                        : CompletableFuture.supplyAsync(
                                        () -> true, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
                                .thenCompose(waited -> until(done, call)));
    }

    @Override
    public String type() {
        return platform.type();
    }

    @Override
    public int weightUnit() {
        return platform.weightUnit();
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return platform.check(service, settings);
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return until(EnvironmentObservation::exists, () -> platform.ensureEnvironment(spec, effect));
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return platform.observeEnvironment(spec);
    }

    @Override
    public CompletionStage<EnvironmentObservation> restoreEnvironment(
            EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
        return platform.restoreEnvironment(spec, parts, effect);
    }

    @Override
    public CompletionStage<EnvironmentObservation> scaleDownEnvironment(EnvironmentSpec spec, EffectId effect) {
        return platform.scaleDownEnvironment(spec, effect);
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return until(seen -> seen.progress() == null, () -> platform.ensureTraffic(spec, effect));
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return platform.observeTraffic(spec);
    }

    @Override
    public CompletionStage<TrafficObservation> observeDrain(TrafficSpec spec) {
        return platform.observeDrain(spec);
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        return platform.removeEnvironment(spec, proof, effect);
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        return platform.output(spec, instance, lines);
    }
}
