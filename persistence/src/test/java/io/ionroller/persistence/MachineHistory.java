package io.ionroller.persistence;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A random history of one service as the real machine decides it. */
final class MachineHistory {

    private static final List<String> STRATEGIES = Strategy.NAMES;

    private final ServiceName service;
    private final SplittableRandom random;
    private final List<RecordedEvent> events = new ArrayList<>();
    private ServiceState state;
    private Instant now = Events.START;

    private MachineHistory(String service, long seed) {
        this.service = new ServiceName(service);
        this.random = new SplittableRandom(seed);
        this.state = ServiceState.empty(this.service);
    }

    /** The events of a history of so many commands. */
    static List<RecordedEvent> of(String service, long seed, int commands) {
        MachineHistory history = new MachineHistory(service, seed);
        for (int i = 0; i < commands; i++) {
            history.step(i);
        }
        return history.events;
    }

    private void step(int number) {
        now = now.plusMillis(random.nextInt(1, 30_000));
        ServiceCommand command = number == 0 ? configuration() : command();
        if (Machine.decide(state, command, now)
                instanceof Decision.Accepted(List<ServiceEvent> decided, var grounds, var answer)) {
            for (ServiceEvent event : decided) {
                RecordedEvent recorded = new RecordedEvent(
                        service, new EventMetadata(now, "ann", "test", "command-" + number, null), event);
                state = Machine.evolve(state, recorded);
                events.add(recorded);
            }
        }
    }

    private ServiceCommand command() {
        List<Effect> owed = new ArrayList<>(Machine.owedEffects(state).values());
        int dice = random.nextInt(20);
        if (dice < 13 && !owed.isEmpty()) {
            return report(owed.get(random.nextInt(Math.min(owed.size(), 3))));
        }
        return switch (dice) {
            case 13 -> new ServiceCommand.StartRelease(version(), null);
            case 14 -> new ServiceCommand.RollBack(null);
            case 15 -> new ServiceCommand.Promote(random.nextBoolean());
            case 16 -> random.nextBoolean() ? new ServiceCommand.Pause() : new ServiceCommand.Resume();
            case 17 -> random.nextInt(3) == 0 ? new ServiceCommand.Abort() : configuration();
            case 18 -> new ServiceCommand.Drop(version(), random.nextInt(4) == 0);
            case 19 -> random.nextInt(5) == 0 ? new ServiceCommand.DeleteConfiguration() : new ServiceCommand.Resume();
            default -> new ServiceCommand.TimePassed();
        };
    }

    private Version version() {
        return new Version(random.nextInt(1, 5) + ".0.0");
    }

    private ServiceCommand configuration() {
        return new ServiceCommand.PutConfiguration(new ServiceConfiguration(
                new PlatformSettings("simulated", Map.of("instances", 2)),
                HealthCheck.standard(),
                Strategy.named(STRATEGIES.get(random.nextInt(STRATEGIES.size()))),
                Deadlines.standard(),
                Duration.ofSeconds(random.nextInt(2) * 30L),
                Duration.ofMinutes(1),
                ConflictPolicy.values()[random.nextInt(3)]));
    }

    private ServiceCommand report(Effect effect) {
        if (random.nextInt(25) == 0) {
            return new ServiceCommand.EffectFailed(
                    effect.id(), PlatformException.Kind.values()[random.nextInt(5)], "failed", random.nextInt(1, 9));
        }
        return switch (effect) {
            case Effect.CreateEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), made(e.spec().id()));
            case Effect.VerifyEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), seen(e.spec().id()));
            case Effect.WatchEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), seen(e.spec().id()));
            case Effect.RepairEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), seen(e.spec().id()));
            case Effect.RestoreEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), seen(e.spec().id()));
            case Effect.ScaleEnvironment e ->
                new ServiceCommand.EnvironmentSeen(e.id(), seen(e.spec().id()));
            case Effect.ShiftTraffic e -> new ServiceCommand.TrafficSeen(e.id(), traffic(e.spec()));
            case Effect.ConfirmTraffic e -> new ServiceCommand.TrafficSeen(e.id(), traffic(e.spec()));
            case Effect.WatchTraffic e -> new ServiceCommand.TrafficSeen(e.id(), traffic(e.spec()));
            case Effect.ProveDrained e ->
                new ServiceCommand.DrainSeen(
                        e.id(),
                        DrainProof.restore(e.environment().id(), now, now.minusSeconds(9), Duration.ofSeconds(5)));
            case Effect.RemoveEnvironment e ->
                new ServiceCommand.EnvironmentSeen(
                        e.id(), EnvironmentObservation.absent(e.spec().id(), now));
        };
    }

    /** Some platforms tell what it was made from. */
    private EnvironmentObservation made(EnvironmentId environment) {
        return environment.release() % 2 == 0
                ? seen(environment)
                : seen(environment).madeFrom(Map.of("image", "shop/hello@sha256:" + environment.release()));
    }

    private EnvironmentObservation seen(EnvironmentId environment) {
        if (random.nextInt(40) == 0) {
            return EnvironmentObservation.absent(environment, now);
        }
        State second = random.nextInt(6) == 0 ? State.values()[random.nextInt(4)] : State.HEALTHY;
        return new EnvironmentObservation(
                environment,
                2,
                List.of(
                        new InstanceObservation("1", State.HEALTHY, "127.0.0.1:1", ""),
                        new InstanceObservation("2", second, "127.0.0.1:2", "")),
                now);
    }

    private TrafficObservation traffic(TrafficSpec spec) {
        Map<EnvironmentId, TrafficObservation.Route> routes = new HashMap<>();
        spec.weights()
                .forEach((environment, weight) -> routes.put(
                        environment,
                        new TrafficObservation.Route(
                                weight,
                                weight.equals(Weight.NONE) ? now.minusSeconds(9) : null,
                                Duration.ofSeconds(5),
                                0,
                                0,
                                0,
                                Duration.ZERO)));
        return new TrafficObservation(service, routes, now);
    }
}
