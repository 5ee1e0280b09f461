package io.ionroller.engine.service;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.work.Assignments;
import io.ionroller.engine.work.EffectWorker;
import io.ionroller.engine.work.Works;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The workers of one entity as child actors: carries out what {@link Assignments} orders. */
final class Workforce {

    private final ActorContext<ServiceEntity.Message> context;
    private final Works works;
    private final Assignments assignments = new Assignments();
    private final Map<String, ActorRef<EffectWorker.Command>> actors = new HashMap<>();

    Workforce(ActorContext<ServiceEntity.Message> context, Works works) {
        this.context = context;
        this.works = works;
    }

    /** Stops what is not owed, starts what is. */
    void settle(SequencedMap<EffectId, Effect> owed) {
        for (Assignments.Order order : assignments.settle(owed)) {
            switch (order) {
                case Assignments.Order.Start(String worker, Effect effect) -> start(worker, effect);
                case Assignments.Order.Stop(String worker) -> {
                    ActorRef<EffectWorker.Command> actor = actors.get(worker);
                    if (actor != null) {
                        actor.tell(new EffectWorker.Stop());
                    }
                }
            }
        }
    }

    private void start(String worker, Effect effect) {
        ActorRef<ServiceEntity.Message> owner = context.getSelf();
        ActorRef<EffectWorker.Command> actor = context.spawn(
                EffectWorker.create(works, effect, report -> owner.tell(new ServiceEntity.Reported(worker, report))),
                worker,
                Props.empty());
        context.watchWith(actor, new ServiceEntity.WorkerEnded(worker));
        actors.put(worker, actor);
    }

    /** What a worker reported is decided; it goes on if it is still there. */
    void heard(String worker, ServiceCommand.Report report) {
        ActorRef<EffectWorker.Command> actor = actors.get(worker);
        if (actor != null && !(report instanceof ServiceCommand.EffectFailed)) {
            actor.tell(new EffectWorker.Heard());
        }
    }

    /** A worker has ended, as it was told or by a fault. */
    void ended(String worker) {
        assignments.ended(worker);
        actors.remove(worker);
    }

    /** Tells all workers that nothing is owed here any more; those with a call under way end after it. */
    void stop() {
        settle(new LinkedHashMap<>());
    }

    /** Whether no worker is left. */
    boolean empty() {
        return actors.isEmpty();
    }

    /** Stops all workers at once and forgets them. */
    void dismiss() {
        assignments.dismiss();
        actors.values().forEach(context::stop);
        actors.clear();
    }
}
