package io.ionroller.deploy.ec2;

import io.ionroller.deploy.ec2.account.AwsAccess;
import io.ionroller.deploy.ec2.account.AwsAccounts;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.plan.Ec2Plan;
import io.ionroller.deploy.ec2.plan.Subject;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.sweep.Ec2Sweeper;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.UserData;
import io.ionroller.deploy.ec2.traffic.Router;
import io.ionroller.deploy.ec2.traffic.ZeroTimes;
import io.ionroller.deploy.registry.Registries;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
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
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.Priority;
import io.ionroller.engine.platform.Sweeper;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The platform {@code ec2}: each environment is an Auto Scaling group with its target group and launch template, and the traffic of a
 * service is one rule of an Application Load Balancer, or the records that lead to balancers of the environments' own; or the
 * environments have no target group of their own, and their instances go in and out of one that they share. All state is in AWS;
 * what this process remembers only saves calls. Never blocks; thread-safe.
 */
public final class Ec2Platform implements Platform, AutoCloseable {

    /** The name in configurations. */
    public static final String TYPE = "ec2";

    private final Shared shared;
    private final Lane lane;

    private record Shared(
            Ec2Config config,
            Installation installation,
            AwsAccounts accounts,
            Registries registries,
            InstantSource clock,
            Map<AwsAccess, Workspace> workspaces,
            ZeroTimes<String> zeros) {

        Workspace space(AwsAccess access) {
            return workspaces.computeIfAbsent(access, key -> new Workspace(accounts.region(key), config, registries));
        }
    }

    /**
     * Makes no call yet.
     *
     * @param accounts the way to AWS; closed by whoever opened it
     */
    public Ec2Platform(Ec2Config config, AwsAccounts accounts, InstantSource clock) {
        this(
                new Shared(
                        config,
                        config.installation(),
                        accounts,
                        new Registries(config.registries()),
                        clock,
                        new ConcurrentHashMap<>(),
                        new ZeroTimes<>()),
                Lane.VERIFY);
    }

    private Ec2Platform(Shared shared, Lane lane) {
        this.shared = shared;
        this.lane = lane;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Platform at(Priority priority) {
        return new Ec2Platform(shared, Lane.of(priority));
    }

    @Override
    public Duration observeInterval(Duration wanted) {
        Duration ours = shared.config.observeInterval();
        return ours.compareTo(wanted) > 0 ? ours : wanted;
    }

    @Override
    public Optional<String> callDelay(PlatformSettings settings) {
        return read(settings, read -> shared.space(AwsAccess.of(read)).region().delay(lane), Optional.empty());
    }

    @Override
    public int weightUnit() {
        return Router.WEIGHT_UNIT;
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return UserData.check(service, settings);
    }

    @Override
    public Optional<Sweeper> sweeper() {
        return Optional.of(new Ec2Sweeper(
                shared.installation,
                shared.clock,
                shared.config.sweepMinimumAge(),
                Set.copyOf(shared.workspaces.keySet()),
                shared::space,
                shared.zeros));
    }

    @Override
    public int requiredObservations(PlatformSettings settings) {
        return read(settings, read -> read.readiness().observations(), 1);
    }

    @Override
    public Duration drainDelay(PlatformSettings settings) {
        return read(settings, Work::drainDelay, Duration.ZERO);
    }

    @Override
    public String trafficReturns(PlatformSettings settings) {
        return read(
                settings, read -> read.traffic().balancer().trafficReturns(), Platform.super.trafficReturns(settings));
    }

    /** Settings that cannot be read were refused before they were stored, or an older version of this has stored them. */
    private static <T> T read(PlatformSettings settings, Function<Ec2Settings, T> reading, T otherwise) {
        try {
            return reading.apply(Ec2Settings.of(settings));
        } catch (InvalidValueException wrong) {
            return otherwise;
        }
    }

    @Override
    public CompletionStage<PlatformPlan> plan(EnvironmentSpec candidate, TrafficSpec traffic) {
        return of(
                candidate.platform(),
                work -> new Ec2Plan(new Subject(
                                work.space().region(),
                                work.space().environments(),
                                work.space().resolution(),
                                work.installation(),
                                candidate,
                                work.settings(),
                                traffic,
                                work.pictures(traffic)))
                        .make());
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return of(spec.platform(), work -> {
            Router router = work.router(spec, Lane.CREATE);
            return work.space()
                    .lives()
                    .make(
                            spec,
                            effect,
                            work.settings(),
                            arn -> router.attach(spec.id(), arn),
                            () -> work.current(router))
                    .thenCompose(resolved -> observe(work, spec).thenApply(seen -> seen.madeFrom(resolved)));
        });
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return of(spec.platform(), work -> observe(work, spec));
    }

    private CompletionStage<EnvironmentObservation> observe(Work work, EnvironmentSpec spec) {
        return work.space().environments().observe(work.made(spec), lane, freshness());
    }

    @Override
    public CompletionStage<EnvironmentObservation> restoreEnvironment(
            EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
        return of(
                spec.platform(),
                work -> work.space()
                        .lives()
                        .restore(work.made(spec), parts, lane)
                        .thenCompose(done -> observe(work, spec)));
    }

    @Override
    public CompletionStage<EnvironmentObservation> scaleDownEnvironment(EnvironmentSpec spec, EffectId effect) {
        return of(
                spec.platform(),
                work -> work.space()
                        .lives()
                        .scaleDown(
                                work.made(spec), () -> work.router(spec, lane).refuseUsed(spec.id()), lane)
                        .thenCompose(done -> observe(work, spec)));
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return of(spec.platform(), work -> work.router(spec, lane).ensure(spec));
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return of(spec.platform(), work -> work.router(spec, lane).observe(freshness()));
    }

    @Override
    public CompletionStage<TrafficObservation> observeDrain(TrafficSpec spec) {
        return of(spec.platform(), work -> work.router(spec, lane).observeDrain());
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        EnvironmentId id = spec.id();
        if (!proof.environment().equals(id) || !proof.validAt(shared.clock.instant())) {
            return CompletableFuture.failedStage(new PlatformException(
                    Kind.TERMINAL,
                    "removing " + id + " needs a valid proof for it that it is drained; got " + proof + ", now "
                            + shared.clock.instant()));
        }
        return of(spec.platform(), work -> {
            Router router = work.router(spec, lane);
            return router.detach(id, proof.observedAt())
                    .thenCompose(done ->
                            work.space().lives().remove(id, work.settings().traffic()))
                    .thenApply(gone -> {
                        if (!gone) {
                            return Environments.ending(id, work.space().region().now());
                        }
                        router.forget(id);
                        return EnvironmentObservation.absent(
                                id, work.space().region().now());
                    });
        });
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        if (lines < 1 || lines > 10_000) {
            throw new IllegalArgumentException("lines: got " + lines + ", wanted 1 to 10000");
        }
        return of(spec.platform(), work -> work.space().environments().output(instance, lines, lane));
    }

    private Duration freshness() {
        return switch (lane) {
            case ROLLBACK, VERIFY, CREATE -> Duration.ZERO;
            case WATCH -> shared.config.watchFreshness();
            case OBSERVE, SWEEP -> shared.config.calmFreshness();
        };
    }

    private <T> CompletionStage<T> of(PlatformSettings settings, Function<Work, CompletionStage<T>> work) {
        try {
            Ec2Settings read = Ec2Settings.of(settings);
            Workspace space = shared.space(AwsAccess.of(read));
            return work.apply(new Work(read, space, shared.installation));
        } catch (InvalidValueException wrong) {
            return CompletableFuture.failedStage(
                    new PlatformException(Kind.TERMINAL, "platform settings: " + wrong.getMessage(), wrong));
        }
    }

    /** Gives up what registries were asked. The way to AWS is closed by whoever opened it. */
    @Override
    public void close() {
        shared.registries.close();
    }
}
