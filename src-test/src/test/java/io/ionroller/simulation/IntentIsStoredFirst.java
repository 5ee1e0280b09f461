package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.service.Ownership.Order;
import java.util.List;

/** Together with {@link ReplayIsState}: the state of the owner is what the journal says. */
final class IntentIsStoredFirst extends Invariant {

    IntentIsStoredFirst(World world) {
        super(world, "no worker starts unless the stored events say that its effect is owed");
    }

    private static boolean owed(SimulatedOwner owner, Effect effect) {
        return effect.equals(Machine.owedEffects(owner.state()).get(effect.id()));
    }

    @Override
    void ordered(SimulatedOwner owner, List<Order> orders) {
        check(owner.sequence() <= world().journal().size(), owner.node() + " is ahead of the journal");
        for (Order order : orders) {
            if (order instanceof Order.StartWorker(String worker, var effect, var _)) {
                check(owed(owner, effect), worker + " is started and not owed");
            } else if (order instanceof Order.TakeUp(String worker, var effect, var _)) {
                check(owed(owner, effect), worker + " takes up " + effect.id() + ", which is not owed");
            }
        }
    }
}
