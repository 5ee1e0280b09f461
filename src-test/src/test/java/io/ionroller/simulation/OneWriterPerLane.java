package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import java.util.ArrayList;
import java.util.List;

/** Calls of an owner that has begun anew, or died, may still be under way; nobody waits for those, and the cloud refuses late ones. */
final class OneWriterPerLane extends Invariant {

    private final List<SimulatedWorker> writing = new ArrayList<>();

    OneWriterPerLane(World world) {
        super(world, "an owner has one write at a time under way for its traffic, and one for each environment");
    }

    @Override
    void callBegins(SimulatedWorker worker) {
        String lane = lane(worker.effect());
        if (lane.isEmpty()) {
            return;
        }
        writing.removeIf(other -> !other.calling());
        for (SimulatedWorker other : writing) {
            check(
                    other == worker
                            || other.owner() != worker.owner()
                            || !lane(other.effect()).equals(lane),
                    worker.name() + " writes while " + other.name() + " does");
        }
        writing.remove(worker);
        writing.add(worker);
    }

    /** Empty for a reading. */
    static String lane(Effect effect) {
        return switch (effect) {
            case Effect.ShiftTraffic shift -> "traffic";
            case Effect.CreateEnvironment create -> create.spec().id().toString();
            case Effect.RepairEnvironment repair -> repair.spec().id().toString();
            case Effect.RestoreEnvironment restore -> restore.spec().id().toString();
            case Effect.ScaleEnvironment scale -> scale.spec().id().toString();
            case Effect.RemoveEnvironment remove -> remove.spec().id().toString();
            case Effect.VerifyEnvironment verify -> "";
            case Effect.WatchEnvironment watch -> "";
            case Effect.ConfirmTraffic confirm -> "";
            case Effect.WatchTraffic watch -> "";
            case Effect.ProveDrained prove -> "";
        };
    }
}
