package io.ionroller.simulation;

import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.Ownership;
import io.ionroller.engine.service.ServiceReply;
import java.util.List;

/** Something that must hold after every step, whatever goes wrong. It is told what happens, and looks at what it wants. */
abstract class Invariant {

    private final World world;
    private final String sentence;

    /** @param sentence what it protects */
    Invariant(World world, String sentence) {
        this.world = world;
        this.sentence = sentence;
    }

    final World world() {
        return world;
    }

    final String sentence() {
        return sentence;
    }

    final String name() {
        return getClass().getSimpleName();
    }

    final void check(boolean holds, String otherwise) {
        if (!holds) {
            world.invariants().violated(this, otherwise);
        }
    }

    /** The journal took an event. */
    void stored(Stored stored) {}

    /** The cloud is about to change by a call of the engine. */
    void changes(CloudChange change) {}

    /** A worker makes a call now. */
    void callBegins(SimulatedWorker worker) {}

    /** A worker has read its environment or its router, by a call that did not fail. */
    void hasRead(SimulatedWorker worker) {}

    /** An owner has decided about a report and is about to store what follows. */
    void told(SimulatedOwner owner, ServiceCommand.Report report) {}

    /** An owner has replayed this many events. */
    void recovered(SimulatedOwner owner, int events) {}

    /** The state of an owner has followed what is stored. */
    void applied(SimulatedOwner owner) {}

    /** An owner is about to carry out orders. */
    void ordered(SimulatedOwner owner, List<Ownership.Order> orders) {}

    /** A request got an answer. */
    void answered(ServiceCommand.Request request, Caller caller, ServiceReply reply) {}

    /** A step is over. */
    void afterStep() {}

    /** The history is over. */
    void atEnd() {}
}
