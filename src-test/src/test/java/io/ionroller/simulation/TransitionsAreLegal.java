package io.ionroller.simulation;

import io.ionroller.engine.rollout.TransitionTable;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every stored event makes a step of the transition table, and time never goes back. */
final class TransitionsAreLegal extends Invariant {

    private final Set<Transition> taken = new LinkedHashSet<>();
    private Instant newest = Instant.EPOCH;

    TransitionsAreLegal(World world) {
        super(
                world,
                "a release goes from phase to phase only as the transition table allows, and stored time never goes back");
    }

    @Override
    void stored(Stored stored) {
        Transition step = TransitionTable.step(stored.before(), stored.event(), stored.after());
        if (step != null) {
            taken.add(step);
            check(TransitionTable.transitions().contains(step), "illegal: " + step);
        }
        Instant at = stored.recorded().metadata().at();
        check(!at.isBefore(newest), stored.recorded() + " after " + newest);
        newest = at;
    }

    Set<Transition> taken() {
        return taken;
    }
}
