package io.ionroller.deploy.simulated;

import io.ionroller.deploy.simulated.ScriptedFaults.Fault;
import io.ionroller.deploy.simulated.SimulatedCall.Outcome;
import io.ionroller.deploy.simulated.SimulatedService.Result;
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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The platform {@code simulated}: calls on a {@link SimulatedCloud}. Without delays a call is answered on the caller's
 * thread before it returns. Holds no state of its own; any number of them may share a cloud.
 */
public final class SimulatedPlatform implements Platform {

    public static final String TYPE = "simulated";

    private final SimulatedCloud cloud;
    private final String node;

    public SimulatedPlatform(SimulatedCloud cloud) {
        this(cloud, "");
    }

    /**
     * The cloud as one of several engines has it.
     *
     * @param node the name by which the log tells who called
     */
    public SimulatedPlatform(SimulatedCloud cloud, String node) {
        this.cloud = cloud;
        this.node = node;
    }

    /** What is wrong with the settings, of whichever simulated cloud. */
    public static List<Violation> violations(PlatformSettings settings) {
        return SimulatedSettings.check(settings);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Duration drainDelay(PlatformSettings settings) {
        return delay(settings);
    }

    /** The delay of settings that were checked before. */
    public static Duration delay(PlatformSettings settings) {
        return SimulatedSettings.of(settings).drainDelay();
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return violations(settings);
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        SimulatedService service = cloud.of(spec.id().service());
        return call(
                Call.about(Verb.ENSURE_ENVIRONMENT, spec, effect.toString()),
                now -> service.ensure(spec, settings(spec.platform()), now),
                now -> service.observe(spec.id(), now));
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return call(
                Call.about(Verb.OBSERVE_ENVIRONMENT, spec, ""),
                SimulatedPlatform::onlyRead,
                now -> cloud.of(spec.id().service()).observe(spec.id(), now));
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        SimulatedService service = cloud.of(spec.service());
        String weights = new TreeMap<>(spec.weights()).toString();
        return call(
                new Call(Verb.ENSURE_TRAFFIC, spec.service(), weights, effect.toString(), spec.shift()),
                now -> service.ensureTraffic(spec, settings(spec.platform()), now),
                service::observeTraffic);
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return call(
                new Call(Verb.OBSERVE_TRAFFIC, spec.service(), spec.service().toString(), "", 0),
                SimulatedPlatform::onlyRead,
                cloud.of(spec.service())::observeTraffic);
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        SimulatedService service = cloud.of(spec.id().service());
        return call(
                Call.about(Verb.REMOVE_ENVIRONMENT, spec, effect.toString()),
                now -> service.remove(spec.id(), proof, now),
                now -> service.observe(spec.id(), now));
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        if (lines < 1 || lines > 10_000) {
            throw new IllegalArgumentException("lines: got " + lines + ", wanted 1 to 10000");
        }
        return call(Call.about(Verb.OUTPUT, spec, ""), SimulatedPlatform::onlyRead, now -> {
            List<String> all = cloud.of(spec.id().service()).output(spec.id(), instance);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        });
    }

    private static Result onlyRead(Instant now) {
        return new Result(now, Outcome.READ, "");
    }

    private record Call(Verb verb, ServiceName service, String subject, String effect, long shift) {

        static Call about(Verb verb, EnvironmentSpec spec, String effect) {
            return new Call(verb, spec.id().service(), spec.id().toString(), effect, 0);
        }
    }

    /** Acts, logs the call, and reads when the effect can be seen; a scripted fault may come in between. */
    private <T> CompletionStage<T> call(Call call, Function<Instant, Result> act, Function<Instant, T> read) {
        Fault fault = cloud.nextFault(call.verb()).orElse(null);
        Instant seenAt;
        try {
            seenAt = logged(
                    call,
                    fault instanceof Fault.Refuse(PlatformException.Kind kind) ? now -> refused(kind, call) : act);
        } catch (PlatformException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        Instant now = cloud.time().now();
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

    private static Result refused(PlatformException.Kind kind, Call call) {
        throw new PlatformException(kind, "simulated: " + call.verb() + " failed");
    }

    /** Under the service's lock, so that the log has the calls about a service in the order of their effects. */
    private Instant logged(Call call, Function<Instant, Result> act) {
        synchronized (cloud.of(call.service())) {
            Instant now = cloud.time().now();
            try {
                Result result = act.apply(now);
                log(call, now, result);
                return result.visibleAt();
            } catch (PlatformException refused) {
                log(call, now, new Result(now, Outcome.REFUSED, refused.kind() + ": " + refused.getMessage()));
                throw refused;
            }
        }
    }

    private void log(Call call, Instant now, Result result) {
        cloud.log()
                .add(number -> new SimulatedCall(
                        number,
                        now,
                        node,
                        call.verb(),
                        call.service(),
                        call.subject(),
                        call.effect(),
                        call.shift(),
                        result.outcome(),
                        result.detail()));
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
