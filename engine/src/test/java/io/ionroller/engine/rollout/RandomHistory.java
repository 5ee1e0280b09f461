package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.ServiceCommand.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One random life of a service in a truthful but hostile world: people ask for this and that, instances die, calls fail, somebody
 * else changes the router, reports come late and twice. Later the world turns benign.
 */
final class RandomHistory {

    private static final List<String> VERSIONS = List.of("1.0.0", "2.0.0", "3.0.0", "4.0.0");

    private final Owner owner = new Owner(Samples.HELLO);
    private final World world = new World();
    private final List<Report> reported = new ArrayList<>();
    private final SplittableRandom random;

    RandomHistory(SplittableRandom random) {
        this.random = random;
    }

    Owner owner() {
        return owner;
    }

    World world() {
        return world;
    }

    void live(int commands) {
        world.keepWhenUnused(random.nextInt(1, Samples.INSTANCES + 1));
        owner.tell(new PutConfiguration(configuration()));
        for (int i = 0; i < commands; i++) {
            oneThing();
        }
    }

    private void oneThing() {
        int dice = random.nextInt(100);
        if (dice < 50) {
            workOnSomething();
        } else if (dice < 62) {
            owner.timePasses(someTime());
        } else if (dice < 80) {
            owner.tell(request());
        } else if (dice < 87) {
            healthChanges();
        } else if (dice < 89) {
            somebodyElseRoutes();
        } else if (dice < 92) {
            somethingFails();
        } else {
            oldReportAgain();
        }
    }

    private void workOnSomething() {
        List<Effect> owed = List.copyOf(owner.owed().values());
        if (!owed.isEmpty()) {
            world.startsInstancesAs(
                    random.nextInt(12) == 0
                            ? any(InstanceObservation.State.values())
                            : InstanceObservation.State.HEALTHY);
            work(owed.get(random.nextInt(owed.size())));
        }
    }

    private void work(Effect effect) {
        Optional<Report> report = world.carryOut(effect, owner.now());
        report.ifPresent(reported::add);
        report.ifPresent(owner::tell);
    }

    private Duration someTime() {
        Optional<Instant> due = Machine.nextDue(owner.state());
        int dice = random.nextInt(10);
        if (dice < 4 && due.isPresent()) {
            Duration until = Duration.between(owner.now(), due.get());
            return until.isNegative() ? Duration.ZERO : until;
        }
        return dice < 9 ? Duration.ofSeconds(random.nextInt(1, 30)) : Duration.ofMinutes(random.nextInt(1, 120));
    }

    private Request request() {
        return switch (random.nextInt(20)) {
            case 0 -> new PutConfiguration(configuration());
            case 1 -> new DeleteConfiguration();
            case 2, 3, 4, 5, 6, 7 -> new StartRelease(version(), random.nextInt(8) == 0 ? 1 : null);
            case 8, 9 -> new RollBack(null);
            case 10 -> new RollBack(version());
            case 11 -> new Promote(false);
            case 12 -> new Promote(true);
            case 13, 14 -> new Pause();
            case 15, 16 -> new Resume();
            case 17 -> new Abort();
            default -> new Drop(version(), random.nextInt(3) > 0);
        };
    }

    private Version version() {
        return new Version(VERSIONS.get(random.nextInt(VERSIONS.size())));
    }

    private ServiceConfiguration configuration() {
        List<Step> steps = new ArrayList<>();
        for (String weight : List.of("10%", "50%")) {
            if (random.nextBoolean()) {
                steps.add(Samples.weight(weight));
            }
            if (random.nextInt(3) == 0) {
                steps.add(Samples.manualPause());
            }
            if (random.nextInt(3) == 0) {
                steps.add(Samples.pause(Duration.ofSeconds(random.nextInt(1, 60))));
            }
        }
        steps.add(Samples.weight("100%"));
        return Samples.configuration(
                        any(ConflictPolicy.values()),
                        Duration.ofSeconds(random.nextInt(2) * random.nextInt(1, 120)),
                        Duration.ofMinutes(random.nextInt(3) * random.nextInt(1, 60)),
                        steps.toArray(Step[]::new))
                .with(any(DriftPolicy.values()), any(LossPolicy.values()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void healthChanges() {
        List<EnvironmentId> environments = world.environments();
        if (environments.isEmpty()) {
            return;
        }
        EnvironmentId id = environments.get(random.nextInt(environments.size()));
        switch (random.nextInt(7)) {
            case 0 -> world.vanish(id);
            case 4 -> world.change(id, someDrift());
            case 1 -> world.setAll(id, InstanceObservation.State.UNHEALTHY);
            case 2, 3 -> world.setAll(id, InstanceObservation.State.HEALTHY);
            default -> world.set(id, random.nextInt(Samples.INSTANCES), any(InstanceObservation.State.values()));
        }
    }

    private List<EnvironmentDrift> someDrift() {
        return random.nextBoolean()
                ? List.of()
                : List.of(new EnvironmentDrift(
                        any(EnvironmentPart.values()),
                        "as it was",
                        "other " + random.nextInt(3),
                        random.nextBoolean()));
    }

    private void somebodyElseRoutes() {
        List<EnvironmentId> environments = world.environments();
        if (environments.isEmpty() || random.nextInt(4) == 0) {
            world.route(Map.of(), owner.now());
        } else {
            EnvironmentId id = environments.get(random.nextInt(environments.size()));
            world.route(Map.of(id, new Weight(random.nextInt(1, 10_000))), owner.now());
        }
    }

    private void somethingFails() {
        List<Effect> owed = List.copyOf(owner.owed().values());
        if (!owed.isEmpty()) {
            Effect effect = owed.get(random.nextInt(owed.size()));
            PlatformException.Kind kind = any(PlatformException.Kind.values());
            owner.tell(new EffectFailed(effect.id(), kind, "no luck", random.nextInt(1, 5)));
        }
    }

    private void oldReportAgain() {
        if (!reported.isEmpty()) {
            owner.tell(reported.get(random.nextInt(reported.size())));
        }
    }

    /** Everything is mended, nobody interferes, and whoever is waited for comes: until nothing is left to do. */
    void worldTurnsBenign() {
        world.startsInstancesAs(InstanceObservation.State.HEALTHY);
        owner.tell(new PutConfiguration(configuration().with(any(DriftPolicy.values()), LossPolicy.RECREATE)));
        for (int i = 0; i < 300 && !quiet(); i++) {
            world.environments().forEach(this::heal);
            attend();
            List.copyOf(owner.owed().values()).forEach(this::work);
            owner.timePasses(Duration.ofMinutes(random.nextInt(1, 30)));
        }
    }

    private void heal(EnvironmentId id) {
        var instances = world.observe(id, owner.now()).instances();
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i).state() != InstanceObservation.State.EXITED) {
                world.set(id, i, InstanceObservation.State.HEALTHY);
            }
        }
    }

    private void attend() {
        ServiceState state = owner.state();
        if (state.rollout() != null && state.rollout().phase() instanceof Phase.Paused) {
            owner.tell(new Resume());
        } else if (state.rollout() == null && state.traffic().settled()) {
            world.route(state.traffic().intended(), owner.now());
        }
    }

    private boolean quiet() {
        ServiceState state = owner.state();
        return state.rollout() == null
                && state.queued() == null
                && onlyWatches()
                && Machine.nextDue(state).isEmpty()
                && world.router().equals(state.traffic().intended())
                && (state.stable() == null || world.healthy(state.stable()));
    }

    boolean onlyWatches() {
        return owner.owed().values().stream()
                .allMatch(effect -> effect instanceof Effect.WatchEnvironment || effect instanceof Effect.WatchTraffic);
    }
}
