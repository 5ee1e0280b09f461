package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one history from its first step to its end: a hostile time as planned, then a benign one in which everything must end. */
final class Simulation {

    private static final Duration GLANCE = Duration.ofSeconds(5);

    private final World world;
    private final Plan plan;
    private boolean over;

    private Simulation(Plan plan, Mutation mutation, boolean traced) {
        this.plan = plan;
        this.world = new World(plan, mutation, traced);
    }

    /**
     * How it went.
     *
     * @param violation the invariant that did not hold; absent when all did
     * @param fingerprint of all that happened
     * @param taken steps of the transition table
     * @param struck faults by kind and occasion
     * @param trace what happened, if that was wanted
     */
    record Outcome(
            Plan plan,
            Invariants.@Nullable Violation violation,
            long fingerprint,
            Set<Transition> taken,
            Set<String> struck,
            List<String> trace) {}

    static Outcome run(Plan plan) {
        return run(plan, Mutation.NONE, false);
    }

    static Outcome run(Plan plan, Mutation mutation, boolean traced) {
        Simulation simulation = new Simulation(plan, mutation, traced);
        simulation.live();
        World world = simulation.world;
        return new Outcome(
                plan,
                world.invariants().violation(),
                world.trace().fingerprint(),
                world.invariants().taken(),
                world.faults().struck(),
                world.trace().lines());
    }

    private void live() {
        Strikes strikes = new Strikes(world);
        for (Incident incident : plan.incidents()) {
            if (!incident.kind().counted() && incident.at() <= plan.hostile()) {
                world.time().at(Duration.ofMillis(incident.at()), () -> strikes.strike(incident));
            }
        }
        world.time().at(plan.hostileTime(), () -> {
            strikes.end();
            world.people().attend();
            glance();
        });
        world.time()
                .at(
                        plan.hostileTime().plus(EverythingEnds.PATIENCE),
                        () -> world.invariants().patienceIsOver());
        while (!over && step()) {
            world.invariants().afterStep();
            over |= world.invariants().violation() != null;
        }
    }

    private boolean step() {
        try {
            return world.time().step();
        } catch (RuntimeException thrown) {
            StackTraceElement[] where = thrown.getStackTrace();
            world.invariants()
                    .violated(
                            "NothingThrows", "the engine meets no state it cannot handle", thrown + " at " + where[0]);
            return true;
        }
    }

    private void glance() {
        if (quiet()) {
            world.invariants().atEnd();
            over = true;
        } else {
            world.time().after(GLANCE, this::glance);
        }
    }

    /** Whether nothing is left to do but to watch. */
    private boolean quiet() {
        SimulatedOwner owner = world.nodes().current();
        ServiceState state = owner.state();
        return world.nodes().calm()
                && owner.idle()
                && owner.sequence() == world.journal().size()
                && world.people().allAnswered()
                && state.rollout() == null
                && state.queued() == null
                && Machine.nextDue(state).isEmpty()
                && Machine.owedEffects(state).values().stream().allMatch(Simulation::onlyWatches)
                && world.cloud().router().accepted().equals(state.traffic().intended())
                && (state.stable() == null || healthy(state, state.stable()));
    }

    /** By what the engine knows, and really. */
    private boolean healthy(ServiceState state, EnvironmentId id) {
        return state.environment(id).ready()
                && world.cloud().observe(id, world.time().instant()).ready();
    }

    private static boolean onlyWatches(Effect effect) {
        return effect instanceof Effect.WatchEnvironment || effect instanceof Effect.WatchTraffic;
    }
}
