package io.ionroller.simulation;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.work.WorkSettings;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.util.List;

/** All parts of one simulated history, known to each other. Used by one thread. */
final class World {

    static final ServiceName SERVICE = new ServiceName("hello");

    /** Slower than in a server where only the number of steps depends on it. */
    static final WorkSettings SETTINGS = new WorkSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            500,
            1_000,
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            4,
            Duration.ofSeconds(5),
            32,
            Duration.ofHours(10),
            Duration.ofMillis(500));

    private final VirtualTime time = new VirtualTime();
    private final Mutation mutation;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final Invariants invariants;
    private final Cloud cloud;
    private final SimulatedJournal journal;
    private final Platform platform;
    private final Nodes nodes;
    private final People people;

    World(Plan plan, Mutation mutation, boolean traced) {
        this.mutation = mutation;
        this.chance = new Chance(plan.seed());
        this.faults = new Faults(plan);
        this.trace = new Trace(time, traced);
        this.invariants = new Invariants(this);
        this.cloud = new Cloud(time, SERVICE, invariants::changes);
        this.journal = new SimulatedJournal(time, chance, invariants::stored);
        this.platform = mutation.platform(new HostilePlatform(this), this);
        mutation.prepare(this);
        this.nodes = new Nodes(this);
        this.people = new People(this);
    }

    /** What a process needs for its work. */
    Works works(Node node) {
        return new Works(new Platforms(List.of(platform)), SETTINGS, time, mutation.permit(node));
    }

    VirtualTime time() {
        return time;
    }

    Mutation mutation() {
        return mutation;
    }

    Chance chance() {
        return chance;
    }

    Faults faults() {
        return faults;
    }

    Trace trace() {
        return trace;
    }

    Invariants invariants() {
        return invariants;
    }

    Cloud cloud() {
        return cloud;
    }

    SimulatedJournal journal() {
        return journal;
    }

    Nodes nodes() {
        return nodes;
    }

    People people() {
        return people;
    }
}
