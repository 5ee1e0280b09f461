package io.ionroller.simulation;

import io.ionroller.engine.rollout.Machine;
import java.time.Duration;

/** Where something is held, or waits for a person, the simulated person resumes it, and aborts it when that does not help. */
final class EverythingEnds extends Invariant {

    /** Longer than all deadlines, pauses and bakes of a queue of releases together. */
    static final Duration PATIENCE = Duration.ofMinutes(40);

    EverythingEnds(World world) {
        super(
                world,
                "every accepted request ends, and every environment that is not needed is gone, within "
                        + PATIENCE.toMinutes() + " minutes after the world has turned benign");
    }

    void patienceIsOver() {
        SimulatedOwner owner = world().nodes().current();
        check(
                false,
                "left: rollout " + owner.state().rollout() + ", queued "
                        + owner.state().queued() + ", owed "
                        + Machine.owedEffects(owner.state()).keySet() + ", traffic "
                        + owner.state().traffic() + ", " + owner
                        + (world().nodes().calm() ? "" : ", not alone")
                        + (world().people().allAnswered() ? "" : ", requests without answer"));
    }
}
