package io.ionroller.engine.service;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.work.EffectWorker;
import io.ionroller.engine.work.Works;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** The workers of one entity as child actors: carries out what {@link Ownership} orders. */
final class Workforce {

    private final ActorContext<ServiceEntity.Message> context;
    private final Works works;
    private final Map<String, ActorRef<EffectWorker.Command>> actors = new HashMap<>();

    Workforce(ActorContext<ServiceEntity.Message> context, Works works) {
        this.context = context;
        this.works = works;
    }

    void carryOut(Ownership.Order.ForWorkers order) {
        switch (order) {
            case Ownership.Order.StartWorker(String worker, Effect effect, String trace) ->
                start(worker, effect, trace);
            case Ownership.Order.ChangeWorker(String worker, Effect effect) ->
                tell(worker, new EffectWorker.Change(effect));
            case Ownership.Order.TakeUp(String worker, Effect effect, String trace) ->
                tell(worker, new EffectWorker.TakeUp(effect, trace));
            case Ownership.Order.StopWorker(String worker) -> tell(worker, new EffectWorker.Stop());
            case Ownership.Order.AnswerWorker(String worker) -> tell(worker, new EffectWorker.Heard());
            case Ownership.Order.DismissWorkers() -> dismiss();
        }
    }

    private void start(String worker, Effect effect, @Nullable String trace) {
        ActorRef<ServiceEntity.Message> owner = context.getSelf();
        ActorRef<EffectWorker.Command> actor = context.spawn(
                EffectWorker.create(
                        works,
                        effect,
                        trace,
                        (report, passage) -> owner.tell(new ServiceEntity.Reported(worker, report, passage))),
                worker,
                Props.empty());
        context.watchWith(actor, new ServiceEntity.WorkerEnded(worker));
        actors.put(worker, actor);
    }

    /** Tells a worker, if it is still there. */
    private void tell(String worker, EffectWorker.Command command) {
        ActorRef<EffectWorker.Command> actor = actors.get(worker);
        if (actor != null) {
            actor.tell(command);
        }
    }

    void ended(String worker) {
        actors.remove(worker);
    }

    /** Stops all workers at once and forgets them. */
    private void dismiss() {
        actors.values().forEach(context::stop);
        actors.clear();
    }
}
