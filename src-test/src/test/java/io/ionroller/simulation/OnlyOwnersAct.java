package io.ionroller.simulation;

/** A node that is cut off loses its permit before another may start; what its calls under way do later, the cloud refuses. */
final class OnlyOwnersAct extends Invariant {

    OnlyOwnersAct(World world) {
        super(world, "no call begins in a process without permit, nor for an owner that has begun anew since");
    }

    @Override
    void callBegins(SimulatedWorker worker) {
        Node node = worker.owner().node();
        check(node.granted() && !node.dead() && !node.frozen(), worker.name() + " calls from " + node);
        check(worker.term() == worker.owner().term(), worker.name() + " calls although its owner has begun anew since");
    }
}
