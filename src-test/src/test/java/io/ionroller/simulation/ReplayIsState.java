package io.ionroller.simulation;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceState;

/** An owner that was overtaken is behind the journal until it learns so by a write that fails. */
final class ReplayIsState extends Invariant {

    ReplayIsState(World world) {
        super(
                world,
                "the state replayed from the text of the journal is the state that the owner has, and no event is lost");
    }

    @Override
    void recovered(SimulatedOwner owner, int events) {
        check(owner.sequence() == events, "replayed " + owner.sequence() + " of " + events + " events");
    }

    @Override
    void applied(SimulatedOwner owner) {
        check(owner.sequence() <= world().journal().size(), owner.node() + " has events that are not stored");
        if (owner.sequence() == world().journal().size()) {
            ServiceState replayed = world().invariants().state();
            check(owner.state().equals(replayed), "the owner has " + owner.state() + ", the journal says " + replayed);
        }
    }

    @Override
    void atEnd() {
        ServiceState replayed = ServiceState.empty(World.SERVICE);
        for (String event : world().journal().events()) {
            replayed = Machine.evolve(replayed, EventCodec.decode(event));
        }
        check(replayed.equals(world().nodes().current().state()), "in the end the journal says " + replayed);
    }
}
