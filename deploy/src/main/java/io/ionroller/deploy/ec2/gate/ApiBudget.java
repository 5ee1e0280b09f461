package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * Divides the rate of one of AWS's buckets among the nodes of the cluster: one per {@link GateKey}, wherever sharding puts it. What
 * it knows (class {@link Rations}) is in memory only: when it moves, or its node is lost, it learns from the next reports, and the
 * nodes go on with what they have until then.
 */
final class ApiBudget {

    static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "aws-budget");

    /** Without a node that reports there is nothing to divide. */
    private static final Duration FORSAKEN_AFTER = Duration.ofMinutes(1);

    /** What it is told. */
    sealed interface Message {}

    /**
     * What a node needs.
     *
     * @param node the node in this incarnation
     * @param demand calls per second, by the lane's label: those that came, and those that wait
     * @param throttles how often AWS has throttled the node since its last report; a burst counts once
     * @param rate the whole rate that the node was told last; 0 if it was told none
     * @param nodes how many nodes share it as far as the node knows, 1 or more
     */
    record Report(
            String node,
            Map<String, Double> demand,
            int throttles,
            double rate,
            int nodes,
            ActorRef<BudgetReporter.Message> replyTo)
            implements Message {}

    private record Forsaken() implements Message {}

    private final GateKey key;
    private final Rations rations;
    private final GateTime time;
    private final Runnable passivate;

    private ApiBudget(GateKey key, Rations rations, GateTime time, Runnable passivate) {
        this.key = key;
        this.rations = rations;
        this.time = time;
        this.passivate = passivate;
    }

    static Behavior<Message> create(
            GateKey key, GateSettings settings, GateTime time, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(FORSAKEN_AFTER, new Forsaken());
            Rations rations = new Rations(settings.allowance(key.family()), settings, time.now());
            Runnable passivate = () -> shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
            return new ApiBudget(key, rations, time, passivate).behavior();
        });
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(Report.class, this::report)
                .onMessage(Forsaken.class, forsaken -> forsaken())
                .build();
    }

    private Behavior<Message> report(Report report) {
        Rations.Share share = rations.report(report, time.now());
        report.replyTo().tell(new BudgetReporter.Answer(key.text(), share.perSecond(), share.rate(), share.nodes()));
        return Behaviors.same();
    }

    private Behavior<Message> forsaken() {
        passivate.run();
        return Behaviors.same();
    }
}
