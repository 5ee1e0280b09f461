package io.ionroller.process;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/**
 * A platform that kills its own process (SIGKILL) at one point: before or after the call whose effect has the given written
 * form, such as {@code before hello/2/shift-3}. Observations have no effect of their own and pass; with {@code unreadable from
 * hello/2/shift-3} those of the router fail from that change on, so that a rollout stays in its last phase.
 */
final class Tripwire implements Platform {

    private final Platform real;
    private final String point;
    private volatile boolean unreadable;

    Tripwire(Platform real, String point) {
        this.real = real;
        this.point = point;
    }

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
        return around(effect, () -> real.ensureEnvironment(spec, effect));
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return real.observeEnvironment(spec);
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        unreadable |= point.equals("unreadable from " + effect);
        return around(effect, () -> real.ensureTraffic(spec, effect));
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return unreadable
                ? CompletableFuture.failedFuture(
                        new PlatformException(PlatformException.Kind.RETRYABLE, "the router cannot be read"))
                : real.observeTraffic(spec);
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        return around(effect, () -> real.removeEnvironment(spec, proof, effect));
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        return real.output(spec, instance, lines);
    }

    private <T> CompletionStage<T> around(EffectId effect, java.util.function.Supplier<CompletionStage<T>> call) {
        if (point.equals("before " + effect)) {
            die();
        }
        CompletionStage<T> done = call.get();
        return point.equals("after " + effect)
                ? done.thenApply(answer -> {
                    die();
                    return answer;
                })
                : done;
    }

    /** Ends this process as {@code kill -9} does: no hook runs, nothing is flushed. */
    private static void die() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            Runtime.getRuntime().halt(137);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
