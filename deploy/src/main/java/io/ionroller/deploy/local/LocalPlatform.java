package io.ionroller.deploy.local;

import io.ionroller.deploy.local.process.LocalEnvironment;
import io.ionroller.deploy.local.process.LocalEnvironment.Place;
import io.ionroller.deploy.local.router.TrafficChange;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The platform {@code local}: environments are processes (or containers) of this machine, behind a router per service. One
 * engine per folder, which a lock sees to. Instances outlive the engine, by design and by {@code kill -9}: {@link #open}
 * finds them again and restores their traffic. Called from any thread; work that blocks runs on virtual threads.
 */
public final class LocalPlatform implements Platform, AutoCloseable {

    public static final String TYPE = "local";

    private final LocalMachine machine;
    private final Duration drainDelay;
    private final ContainerProgram containers =
            new ContainerProgram(System.getenv().getOrDefault("PATH", ""));

    private LocalPlatform(LocalMachine machine, Duration drainDelay) {
        this.machine = machine;
        this.drainDelay = drainDelay;
    }

    /**
     * Opens the platform's folder, adopts the instances in it and restores the traffic.
     *
     * @throws IOException if the folder cannot be used, or another engine uses it
     */
    public static LocalPlatform open(Path folder, ActorSystem<?> system, LocalSettings settings) throws IOException {
        return new LocalPlatform(
                LocalMachine.open(folder, system, settings), settings.router().drainDelay());
    }

    /** Leaves the instances running and stops routing to them. */
    @Override
    public void close() {
        machine.close();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Duration drainDelay(PlatformSettings settings) {
        return drainDelay;
    }

    /** Also asks whether containers can be run, if an image is given, which may take a moment. */
    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        List<Violation> violations = new ArrayList<>(InstanceSettings.check(settings));
        if (!violations.isEmpty()) {
            return violations;
        }
        InstanceSettings read = InstanceSettings.of(settings);
        Optional<ServiceName> other = machine.routers().userOf(read.listen(), service);
        other.ifPresent(user -> violations.add(new Violation(
                "listen", Integer.toString(read.listen()), "a port that no other service has; " + user + " has it")));
        missingSecrets(read, violations);
        if (read.image() != null) {
            ContainerProgram.Found found = containers.find();
            if (found.program().isEmpty()) {
                violations.add(new Violation(
                        "image",
                        '"' + read.image() + '"',
                        "docker or podman on this machine to run it with: " + found.missing()));
            }
        }
        return violations;
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return work("making " + spec.id(), () -> {
            InstanceSettings settings = settings(spec.platform());
            machine.routers().listen(spec.id().service(), settings.listen());
            LocalEnvironment environment = machine.environment(spec.id(), settings.instances(), spec.healthCheck());
            environment.ensure(plan(spec, settings));
            return environment.observe(now());
        });
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return CompletableFuture.completedFuture(observe(spec.id()));
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return work("shifting the traffic of " + spec.service(), () -> {
            TrafficChange change = new TrafficChange(
                    settings(spec.platform()).listen(),
                    spec.shift(),
                    spec.weights(),
                    spec.expected(),
                    spec.environments().stream().map(EnvironmentSpec::id).collect(Collectors.toSet()));
            return machine.routers().ensure(spec.service(), change);
        });
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return machine.routers().observe(spec.service());
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        EnvironmentId id = spec.id();
        return work("removing " + id, () -> {
            if (!proof.environment().equals(id) || !proof.validAt(now())) {
                throw new PlatformException(
                        PlatformException.Kind.TERMINAL,
                        "removing " + id + " needs a valid proof for it that it is drained; got " + proof + ", now "
                                + now());
            }
            Weight weight = machine.routers().weight(id);
            if (!weight.equals(Weight.NONE)) {
                throw new PlatformException(
                        PlatformException.Kind.SUPERSEDED,
                        "not removing " + id + ": it has " + weight + " of the traffic");
            }
            if (machine.routers().servedAfter(id, proof.observedAt())) {
                throw new PlatformException(
                        PlatformException.Kind.SUPERSEDED,
                        "not removing " + id + ": it may have had traffic since " + proof.observedAt());
            }
            machine.remove(id, plan(spec, settings(spec.platform())));
            return observe(id);
        });
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        if (lines < 1 || lines > 10_000) {
            throw new IllegalArgumentException("lines: got " + lines + ", wanted 1 to 10000");
        }
        Place place = machine.place(spec.id());
        return work("reading the output of " + spec.id(), () -> LocalEnvironment.output(place, instance, lines));
    }

    private EnvironmentObservation observe(EnvironmentId id) {
        Instant now = now();
        return machine.find(id)
                .map(environment -> environment.observe(now))
                .orElseGet(() -> EnvironmentObservation.absent(id, now));
    }

    /** Told when the configuration is stored, not only when an instance starts. */
    private static void missingSecrets(InstanceSettings settings, List<Violation> violations) {
        settings.env().forEach((name, variable) -> {
            if (variable instanceof Variable.Secret<SecretSource>(SecretSource source)) {
                try {
                    source.value(System.getenv());
                } catch (PlatformException missing) {
                    violations.add(new Violation(
                            "env." + name + ".secret",
                            '"' + source.text() + '"',
                            String.valueOf(missing.getMessage())));
                }
            }
        });
    }

    private InstancePlan plan(EnvironmentSpec spec, InstanceSettings settings) {
        return new InstancePlan(spec, settings, containers::find);
    }

    private Instant now() {
        return machine.clock().instant();
    }

    private static InstanceSettings settings(PlatformSettings settings) {
        try {
            return InstanceSettings.of(settings);
        } catch (InvalidValueException wrong) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL, "platform settings: " + wrong.getMessage(), wrong);
        }
    }

    /** Runs blocking work on a virtual thread and says in the platform's words how it failed. */
    private static <T> CompletionStage<T> work(String what, Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().name(what).start(() -> {
            try {
                answer.complete(work.call());
            } catch (IOException failed) {
                answer.completeExceptionally(new PlatformException(
                        PlatformException.Kind.RETRYABLE, what + " failed: " + failed.getMessage(), failed));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }
}
