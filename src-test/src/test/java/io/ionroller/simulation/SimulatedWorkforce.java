package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.service.Ownership.Order;
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

    void carryOut(Order.ForWorkers order) {
        switch (order) {
            case Order.StartWorker(String worker, Effect effect, var _) -> start(worker, effect);
            case Order.ChangeWorker(String worker, Effect effect) -> change(worker, effect);
            case Order.TakeUp(String worker, Effect effect, var _) -> takeUp(worker, effect);
            case Order.StopWorker(String worker) -> stop(worker);
            case Order.AnswerWorker(String worker) -> answer(worker);
            case Order.DismissWorkers() -> {
                endWithOwner();
                workers.clear();
            }
        }
    }

    private void start(String name, Effect effect) {
        world.trace().note("starts", name);
        SimulatedWorker worker = new SimulatedWorker(world, owner, name, effect);
        workers.put(name, worker);
        worker.begin();
    }

    private void change(String name, Effect effect) {
        world.trace().note("changes", name);
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.change(effect);
        }
    }

    private void takeUp(String name, Effect effect) {
        world.trace().note("takes up " + effect.id(), name);
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.takeUp(effect);
        }
    }

    private void stop(String name) {
        world.trace().note("stops", name);
        SimulatedWorker worker = workers.get(name);
        if (worker != null) {
            worker.stop();
            if (!world.mutation().waitsForStopped()) {
                owner.receive(new OwnerMessage.WorkerEnded(name));
            }
        }
    }

    private void answer(String name) {
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

    Collection<SimulatedWorker> all() {
        return workers.values();
    }
}
