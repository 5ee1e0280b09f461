package io.ionroller.simulation;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way to the {@link Cloud}: calls take their time, and go wrong as the plan says. */
final class HostilePlatform implements Platform {

    static final String TYPE = "hostile";

    private final World world;
    private final Cloud cloud;

    HostilePlatform(World world) {
        this.world = world;
        this.cloud = world.cloud();
    }

    /**
     * One call on its way.
     *
     * @param act what it does
     * @param partly what it does when it fails half-way
     * @param read what it answers, by what could be seen at a time
     */
    private record Call<T>(Verb verb, String subject, Runnable act, Runnable partly, Function<Instant, T> read) {

        /** What is read after a change is never older than the change; other readings may be. */
        Duration age(Duration asked) {
            return verb.writes() ? Duration.ZERO : asked;
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return List.of();
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return send(new Call<>(
                Verb.ENSURE_ENVIRONMENT,
                effect.toString(),
                () -> cloud.ensure(spec, Integer.MAX_VALUE),
                () -> cloud.ensure(spec, 1),
                at -> cloud.observe(spec.id(), at)));
    }

    @Override
    public CompletionStage<EnvironmentObservation> restoreEnvironment(
            EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
        return send(new Call<>(
                Verb.RESTORE_ENVIRONMENT,
                effect.toString(),
                () -> cloud.restore(spec.id(), parts),
                () -> {},
                at -> cloud.observe(spec.id(), at)));
    }

    @Override
    public CompletionStage<EnvironmentObservation> scaleDownEnvironment(EnvironmentSpec spec, EffectId effect) {
        return send(new Call<>(
                Verb.SCALE_DOWN_ENVIRONMENT,
                effect.toString(),
                () -> cloud.scaleDown(spec.id()),
                () -> {},
                at -> cloud.observe(spec.id(), at)));
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return send(new Call<>(
                Verb.OBSERVE_ENVIRONMENT,
                spec.id().toString(),
                () -> {},
                () -> {},
                at -> cloud.observe(spec.id(), at)));
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return send(new Call<>(
                Verb.ENSURE_TRAFFIC, effect.toString(), () -> cloud.shift(spec, effect), () -> {}, this::traffic));
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return send(new Call<>(Verb.OBSERVE_TRAFFIC, spec.service().value(), () -> {}, () -> {}, this::traffic));
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        return send(new Call<>(
                Verb.REMOVE_ENVIRONMENT,
                effect.toString(),
                () -> cloud.remove(spec, proof, true),
                () -> cloud.remove(spec, proof, false),
                at -> cloud.observe(spec.id(), at)));
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        return CompletableFuture.completedFuture(List.of());
    }

    private TrafficObservation traffic(Instant at) {
        return cloud.router().observe(at);
    }

    private <T> CompletionStage<T> send(Call<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Incident fault = world.faults().ofCall(call.verb());
        world.trace()
                .note("call", call.verb() + " " + call.subject(), () -> fault == null ? "" : "(" + fault.kind() + ")");
        Duration way = world.chance().wayToCloud();
        if (world.faults().throttled(call.verb())) {
            fail(answer, way, PlatformException.Kind.THROTTLED);
        } else if (fault == null) {
            happen(call, answer, way);
        } else {
            goWrong(call, answer, fault);
        }
        return answer;
    }

    private <T> void goWrong(Call<T> call, CompletableFuture<T> answer, Incident fault) {
        Duration way = world.chance().wayToCloud();
        switch (fault.kind()) {
            case THROTTLE -> fail(answer, way, PlatformException.Kind.THROTTLED);
            case REFUSE -> fail(answer, way, PlatformException.Kind.RETRYABLE);
            case REFUSE_FOR_EVER -> fail(answer, way, PlatformException.Kind.TERMINAL);
            case OVERTAKE -> fail(answer, way, PlatformException.Kind.SUPERSEDED);
            case LOSE_REPLY -> {
                happen(call, new CompletableFuture<>(), way);
                fail(answer, way.multipliedBy(2), PlatformException.Kind.UNKNOWN_OUTCOME);
            }
            case SILENCE -> happen(call, new CompletableFuture<>(), way);
            case LOSE_REQUEST -> {}
            case DELAY_EFFECT -> happen(call, answer, fault.lasting());
            case DELAY_REPLY -> world.time().after(way, () -> answer(call, answer, fault.lasting(), Duration.ZERO));
            case PARTIAL -> {
                world.time().after(way, () -> attempt(call.partly(), answer));
                fail(answer, way.multipliedBy(2), PlatformException.Kind.RETRYABLE);
            }
            case STALE -> world.time().after(way, () -> answer(call, answer, way, fault.lasting()));
            default -> throw new IllegalArgumentException(fault + " is no fault of a call");
        }
    }

    private <T> void happen(Call<T> call, CompletableFuture<T> answer, Duration way) {
        world.time().after(way, () -> answer(call, answer, world.chance().wayToCloud(), Duration.ZERO));
    }

    /** It arrives: it takes effect, is read back as soon as that can be read, and the answer sets out. */
    private <T> void answer(Call<T> call, CompletableFuture<T> answer, Duration way, Duration age) {
        if (attempt(call.act(), answer)) {
            world.trace().note("done", call.subject());
            boolean waits = call.verb() == Verb.ENSURE_TRAFFIC;
            world.time().after(waits ? cloud.untilTrafficShows() : Duration.ZERO, () -> {
                T seen = call.read().apply(world.time().instant().minus(call.age(age)));
                world.time().after(way, () -> answer.complete(seen));
            });
        }
    }

    private boolean attempt(Runnable act, CompletableFuture<?> answer) {
        try {
            act.run();
            return true;
        } catch (PlatformException refused) {
            world.time().after(world.chance().wayToCloud(), () -> answer.completeExceptionally(refused));
            return false;
        }
    }

    private void fail(CompletableFuture<?> answer, Duration way, PlatformException.Kind kind) {
        @Nullable String injected = "injected " + kind;
        world.time().after(way, () -> answer.completeExceptionally(new PlatformException(kind, injected)));
    }
}
