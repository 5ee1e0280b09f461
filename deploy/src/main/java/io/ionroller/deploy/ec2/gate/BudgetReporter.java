package io.ionroller.deploy.ec2.gate;

import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the {@link ApiBudget}s of all keys that this node uses what it needs, and the node's budgets what they may use. One per node. */
final class BudgetReporter {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetReporter.class);

    /** What it is told. */
    sealed interface Message {}

    /**
     * What this node may use of a key.
     *
     * @param key {@link GateKey#text}
     * @param perSecond calls per second of this node
     * @param rate calls per second of all nodes
     * @param nodes how many nodes there are
     */
    record Answer(String key, double perSecond, double rate, int nodes) implements Message {}

    /** It is time to report. */
    record ReportNow() implements Message {}

    /** Sends what this node needs of a key to the key's {@link ApiBudget}, which answers the reporter. */
    interface Owners {
        void tell(GateKey key, SharedBudget.Told told, ActorRef<Message> reporter);
    }

    private final ActorContext<Message> context;
    private final Map<GateKey, SharedBudget> budgets;
    private final Owners owners;
    private final GateTime time;

    private BudgetReporter(
            ActorContext<Message> context, Map<GateKey, SharedBudget> budgets, Owners owners, GateTime time) {
        this.context = context;
        this.budgets = budgets;
        this.owners = owners;
        this.time = time;
    }

    /** @param budgets safe for threads; it may grow */
    static Behavior<Message> create(
            Map<GateKey, SharedBudget> budgets, Owners owners, GateSettings settings, GateTime time) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new ReportNow(), settings.sharing().reportEvery());
            return new BudgetReporter(context, budgets, owners, time).behavior();
        }));
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(ReportNow.class, now -> report())
                .onMessage(Answer.class, this::accept)
                .build();
    }

    private Behavior<Message> report() {
        budgets.forEach((key, budget) -> owners.tell(key, budget.report(), context.getSelf()));
        return Behaviors.same();
    }

    private Behavior<Message> accept(Answer answer) {
        SharedBudget budget = budgets.get(GateKey.parse(answer.key()));
        if (budget == null || !(answer.perSecond() > 0)) {
            LOG.atDebug().addKeyValue("key", answer.key()).log("not a share of a budget of this node: dropped");
        } else {
            budget.accept(new Rations.Share(answer.perSecond(), answer.rate(), answer.nodes()), time.now());
        }
        return Behaviors.same();
    }
}
