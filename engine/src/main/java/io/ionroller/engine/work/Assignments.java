package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which workers of one service run, and what must be started and stopped so that they equal what is owed: the one path by
 * which work begins and ends, after every stored event, after a recovery, and after a worker's end. Holds no worker itself: the
 * owner (or a simulation) carries the {@link Order}s out. Used by one thread.
 *
 * <p>A worker that must stop may still have a platform call under way. Until it has ended, no other worker of the same lane
 * starts, so that of two writes the owed one is the later one. A call that outlasts its time limit is given up waiting for; then
 * the platform's own checks ({@code TrafficSpec.shift} and {@code expected}) are what stands against a late write.
 */
public final class Assignments {

    /** What the owner does. */
    public sealed interface Order {

        /** Start a worker of this name. */
        record Start(String worker, Effect effect) implements Order {}

        /** Tell this worker to watch in this way from now on. */
        record Change(String worker, Effect effect) implements Order {}

        /** Tell this worker, which has no call under way, that this effect is owed in place of its own. */
        record TakeUp(String worker, Effect effect) implements Order {}

        /** Tell this worker that its effect is no longer owed. */
        record Stop(String worker) implements Order {}
    }

    private static final String READING = "reading ";

    private final SequencedMap<String, Worker> workers = new LinkedHashMap<>();
    private long started;
    private boolean waiting;

    private record Worker(Effect effect, String lane, boolean stopping) {
        Worker toStop() {
            return new Worker(effect, lane, true);
        }
    }

    /** Stops what is not owed, starts what is, the most urgent first. */
    public List<Order> settle(SequencedMap<EffectId, Effect> owed) {
        return settle(owed, null);
    }

    /**
     * The same when a worker waits for its owner, so that it has no call under way. If its effect is no longer owed, it takes up the
     * first one that would need a new worker: that costs a message, where an end and a start cost several and two actors.
     *
     * @param idle its name; absent when none waits
     */
    public List<Order> settle(SequencedMap<EffectId, Effect> owed, @Nullable String idle) {
        List<Order> orders = new ArrayList<>();
        Worker free = null;
        for (Map.Entry<String, Worker> entry : workers.entrySet()) {
            Worker worker = entry.getValue();
            Effect wanted = owed.get(worker.effect().id());
            if (worker.stopping() || worker.effect().equals(wanted)) {
                continue;
            }
            if (wanted != null && goesOn(worker.effect(), wanted)) {
                orders.add(new Order.Change(entry.getKey(), wanted));
                entry.setValue(new Worker(wanted, worker.lane(), false));
            } else if (entry.getKey().equals(idle)) {
                free = worker;
            } else {
                orders.add(new Order.Stop(entry.getKey()));
                entry.setValue(worker.toStop());
            }
        }
        waiting = false;
        for (Effect effect : owed.values()) {
            String lane = lane(effect);
            boolean own = free != null && free.lane().equals(lane);
            if (!own && !missing(lane)) {
                continue;
            }
            if (idle != null && free != null && (own || readsOnly(free))) {
                workers.put(idle, new Worker(effect, lane, false));
                orders.add(new Order.TakeUp(idle, effect));
                free = null;
            } else {
                String name = effect.id().toString().replace('/', '-') + "~" + ++started;
                workers.put(name, new Worker(effect, lane, false));
                orders.add(new Order.Start(name, effect));
            }
        }
        if (idle != null && free != null) {
            orders.addFirst(new Order.Stop(idle));
            workers.put(idle, free.toStop());
        }
        return orders;
    }

    /** Whether others may write in its lane: were its report the copy of an older one, a call could be under way. */
    private static boolean readsOnly(Worker worker) {
        return worker.lane().startsWith(READING);
    }

    private boolean missing(String lane) {
        for (Worker worker : workers.values()) {
            if (worker.lane().equals(lane)) {
                waiting |= worker.stopping();
                return false;
            }
        }
        return true;
    }

    /** Whether a watch can go on in another way: it only reads, so nothing of before must be over first. */
    private static boolean goesOn(Effect now, Effect wanted) {
        return now instanceof Effect.WatchEnvironment && wanted instanceof Effect.WatchEnvironment
                || now instanceof Effect.WatchTraffic && wanted instanceof Effect.WatchTraffic;
    }

    /**
     * A worker has ended, as it was told or by a fault.
     *
     * @return whether something may have to start now
     */
    public boolean ended(String worker) {
        Worker ended = workers.remove(worker);
        return ended != null && (!ended.stopping() || waiting);
    }

    /** Whether no worker is left. */
    public boolean empty() {
        return workers.isEmpty();
    }

    /** Forgets all workers, which the owner ends without waiting. */
    public void dismiss() {
        workers.clear();
    }

    /** What no two workers of a service may write at the same time: its traffic, or one environment. Readings are free. */
    private static String lane(Effect effect) {
        return switch (effect) {
            case Effect.CreateEnvironment create -> create.spec().id().toString();
            case Effect.RepairEnvironment repair -> repair.spec().id().toString();
            case Effect.RestoreEnvironment restore -> restore.spec().id().toString();
            case Effect.ScaleEnvironment scale -> scale.spec().id().toString();
            case Effect.RemoveEnvironment remove -> remove.spec().id().toString();
            case Effect.ShiftTraffic shift -> "traffic";
            case Effect.ConfirmTraffic confirm -> reading(effect);
            case Effect.ProveDrained prove -> reading(effect);
            case Effect.VerifyEnvironment verify -> reading(effect);
            case Effect.WatchEnvironment watch -> reading(effect);
            case Effect.WatchTraffic watch -> reading(effect);
        };
    }

    private static String reading(Effect effect) {
        return READING + effect.id();
    }
}
