package io.ionroller.engine.service;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.work.EffectWorker;
import io.ionroller.engine.work.Works;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The workers of one entity. {@link #settle} is the one path by which work starts and stops: after every stored event, after
 * a recovery, and after a worker's end the running workers are made equal to the owed effects.
 *
 * <p>A worker that must stop may still have a platform call under way. Until it has ended, no other worker of the same lane
 * starts, so that of two writes the owed one is the later one. A call that outlasts its time limit is given up waiting for; then
 * the platform's own check of what it finds ({@code TrafficSpec.expected}) is what stands against a late write.
 */
final class Workforce {

    private final ActorContext<ServiceEntity.Message> context;
    private final Works works;
    private final Map<String, Worker> workers = new HashMap<>();
    private long started;

    private record Worker(Effect effect, String lane, ActorRef<EffectWorker.Command> actor, boolean stopping) {
        Worker toStop() {
            return new Worker(effect, lane, actor, true);
        }
    }

    Workforce(ActorContext<ServiceEntity.Message> context, Works works) {
        this.context = context;
        this.works = works;
    }

    /** Stops what is not owed, starts what is. */
    void settle(Map<EffectId, Effect> owed) {
        workers.replaceAll((name, worker) -> {
            boolean wanted = worker.effect().equals(owed.get(worker.effect().id()));
            if (wanted || worker.stopping()) {
                return worker;
            }
            worker.actor().tell(new EffectWorker.Stop());
            return worker.toStop();
        });
        owed.values().stream().filter(this::missing).forEach(this::start);
    }

    private boolean missing(Effect effect) {
        String lane = EffectWorker.lane(works, effect);
        return workers.values().stream()
                .noneMatch(worker -> worker.lane().equals(lane)
                        || (!worker.stopping() && worker.effect().equals(effect)));
    }

    private void start(Effect effect) {
        String name = effect.id().toString().replace('/', '-') + "~" + ++started;
        ActorRef<ServiceEntity.Message> owner = context.getSelf();
        ActorRef<EffectWorker.Command> actor = context.spawn(
                EffectWorker.create(works, effect, report -> owner.tell(new ServiceEntity.Reported(report))),
                name,
                Props.empty());
        context.watchWith(actor, new ServiceEntity.WorkerEnded(name));
        workers.put(name, new Worker(effect, EffectWorker.lane(works, effect), actor, false));
    }

    /** A worker has ended, as it was told or by a fault. */
    void ended(String name) {
        workers.remove(name);
    }

    /** Stops all workers at once and forgets them. */
    void dismiss() {
        workers.values().forEach(worker -> context.stop(worker.actor()));
        workers.clear();
    }
}
