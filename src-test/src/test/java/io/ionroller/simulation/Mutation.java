package io.ionroller.simulation;

import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.service.OwnerDecisions.Handled;
import io.ionroller.engine.service.Ownership.Order;
import io.ionroller.engine.work.Permit;
import java.util.List;

/**
 * The places at which a {@link Mutant} can make the engine or its platform wrong, from outside: the ports and the shell. Left
 * alone, nothing is changed.
 */
interface Mutation {

    /** The engine as it is. */
    Mutation NONE = new Mutation() {};

    /** Once, before anything runs. */
    default void prepare(World world) {}

    /** What the engine takes for its platform. */
    default Platform platform(Platform real, World world) {
        return real;
    }

    default Permit permit(Node node) {
        return node;
    }

    /** What is stored and answered instead of what was decided. */
    default Handled decided(Handled handled) {
        return handled;
    }

    default boolean answersBeforeStoring() {
        return false;
    }

    /** What is replayed instead of what is stored. */
    default List<String> replayed(List<String> stored) {
        return stored;
    }

    /** What is done instead of what is ordered. */
    default List<Order> ordered(SimulatedOwner owner, List<Order> orders) {
        return orders;
    }

    /** The same for what is ordered after a replay. */
    default List<Order> onRecovery(List<Order> orders) {
        return orders;
    }

    /** What becomes of a worker whose owner has begun anew. */
    default void endedWithItsOwner(SimulatedWorker worker) {
        worker.dismiss();
    }

    /** After a replay, when the orders are carried out. */
    default void recovered(SimulatedOwner owner) {}

    /** Whether the call of a worker that was told to stop is waited for. */
    default boolean waitsForStopped() {
        return true;
    }
}
