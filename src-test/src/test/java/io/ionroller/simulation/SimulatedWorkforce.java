package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code Workforce} is in a server: the workers of one owner by name. */
final class SimulatedWorkforce {

    private final World world;
    private final SimulatedOwner owner;
    private final Map<String, SimulatedWorker> workers = new LinkedHashMap<>();

    SimulatedWorkforce(World world, SimulatedOwner owner) {
        this.world = world;
        this.owner = owner;
    }

    void start(String name, Effect effect) {
        world.trace().note("starts", name);
        SimulatedWorker worker = new SimulatedWorker(world, owner, name, effect);
        workers.put(name, worker);
        worker.begin();
    }

    void change(String name, Effect effect) {
        world.trace().note("changes", name);
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.change(effect);
        }
    }

    void stop(String name) {
        world.trace().note("stops", name);
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.stop();
            if (!world.mutation().waitsForStopped()) {
                owner.receive(new OwnerMessage.WorkerEnded(name));
            }
        }
    }

    void answer(String name) {
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.heard();
        }
    }

    void ended(String name) {
        workers.remove(name);
    }

    /** As children are stopped when their parent is restarted. */
    void endWithOwner() {
        List.copyOf(workers.values()).forEach(world.mutation()::endedWithItsOwner);
    }

    void forgetAll() {
        workers.clear();
    }

    Collection<SimulatedWorker> all() {
        return workers.values();
    }
}
