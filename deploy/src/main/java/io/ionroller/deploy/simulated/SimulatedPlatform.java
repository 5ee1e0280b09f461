package io.ionroller.deploy.simulated;

import io.ionroller.deploy.simulated.ScriptedFaults.Fault;
import io.ionroller.engine.model.InvalidValueException;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The platform {@code simulated}: calls on a {@link SimulatedCloud}. Without delays a call is answered on the caller's
 * thread before it returns. Holds no state of its own; any number of them may share a cloud.
 */
public final class SimulatedPlatform implements Platform {

    public static final String TYPE = "simulated";

    private final SimulatedCloud cloud;

    public SimulatedPlatform(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return SimulatedSettings.check(settings);
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        ServiceName service = spec.id().service();
        return call(
                new Call(Verb.ENSURE_ENVIRONMENT, service, spec.id().toString(), effect),
                now -> cloud.of(service).ensure(spec, settings(spec.platform()), now),
                now -> cloud.of(service).observe(spec.id(), now));
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        ServiceName service = spec.id().service();
        return call(
                new Call(Verb.OBSERVE_ENVIRONMENT, service, spec.id().toString(), null),
                now -> now,
                now -> cloud.of(service).observe(spec.id(), now));
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        ServiceName service = spec.service();
        return call(
                new Call(Verb.ENSURE_TRAFFIC, service, spec.weights().toString(), effect),
                now -> cloud.of(service).ensureTraffic(spec, settings(spec.platform()), now),
                now -> cloud.of(service).observeTraffic(now));
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        ServiceName service = spec.service();
        return call(
                new Call(Verb.OBSERVE_TRAFFIC, service, service.toString(), null),
                now -> now,
                now -> cloud.of(service).observeTraffic(now));
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        ServiceName service = spec.id().service();
        return call(
                new Call(Verb.REMOVE_ENVIRONMENT, service, spec.id().toString(), effect),
                now -> {
                    cloud.of(service).remove(spec.id(), proof, now);
                    return now;
                },
                now -> cloud.of(service).observe(spec.id(), now));
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        if (lines < 1 || lines > 10_000) {
            throw new IllegalArgumentException("lines: got " + lines + ", wanted 1 to 10000");
        }
        ServiceName service = spec.id().service();
        return call(new Call(Verb.OUTPUT, service, spec.id().toString(), null), now -> now, now -> {
            List<String> all = cloud.of(service).output(spec.id(), instance);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        });
    }

    private record Call(
            Verb verb,
            ServiceName service,
            String subject,
            @Nullable EffectId effect) {}

    /** Logs the call, acts, and reads when the effect can be seen; a scripted fault may come in between. */
    private <T> CompletionStage<T> call(Call call, Function<Instant, Instant> act, Function<Instant, T> read) {
        Instant now = cloud.time().now();
        String effect = call.effect() == null ? "" : call.effect().toString();
        cloud.record(new SimulatedCall(now, call.verb(), call.service(), call.subject(), effect));
        Fault fault = cloud.nextFault(call.verb()).orElse(null);
        if (fault instanceof Fault.Refuse(PlatformException.Kind kind)) {
            return CompletableFuture.failedFuture(new PlatformException(kind, "simulated: " + call.verb() + " failed"));
        }
        Instant seenAt;
        try {
            seenAt = act.apply(now);
        } catch (PlatformException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        Duration wait = seenAt.isAfter(now) ? Duration.between(now, seenAt) : Duration.ZERO;
        return switch (fault) {
            case Fault.LoseReply() ->
                CompletableFuture.failedFuture(new PlatformException(
                        PlatformException.Kind.UNKNOWN_OUTCOME,
                        "simulated: the answer to " + call.verb() + " was lost"));
            case Fault.NeverReply() -> new CompletableFuture<>();
            case Fault.LateReply(Duration delay) ->
                later(wait.plus(delay), () -> read.apply(cloud.time().now()));
            case Fault.Refuse ignored -> throw new IllegalStateException("handled above");
            case null -> later(wait, () -> read.apply(cloud.time().now()));
        };
    }

    private <T> CompletionStage<T> later(Duration wait, Supplier<T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        cloud.time().after(wait, () -> answer.complete(read.get()));
        return answer;
    }

    private static SimulatedSettings settings(PlatformSettings settings) {
        try {
            return SimulatedSettings.of(settings);
        } catch (InvalidValueException wrong) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL, "platform settings: " + wrong.getMessage(), wrong);
        }
    }
}
