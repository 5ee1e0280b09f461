package io.ionroller.deploy.ec2.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The budgets of a node of a cluster, also when that has one node. For {@link Gates}: {@code new Gates(budgets::budget, ...)}. Safe
 * for all threads. The actor system needs {@link BudgetMessageSerializer} for {@code ApiBudget$Report} and
 * {@code BudgetReporter$Answer}.
 */
public final class SharedBudgets {

    private final Map<GateKey, SharedBudget> budgets = new ConcurrentHashMap<>();
    private final Cluster cluster;
    private final GateSettings settings;
    private final GateTime time;

    private SharedBudgets(ActorSystem<?> system, GateSettings settings, GateTime time) {
        this.cluster = Cluster.get(system);
        this.settings = settings;
        this.time = time;
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                ApiBudget.KEY,
                entity -> ApiBudget.create(GateKey.parse(entity.getEntityId()), settings, time, entity.getShard())));
        UniqueAddress self = cluster.selfMember().uniqueAddress();
        String node = self.address() + "#" + self.longUid();
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        BudgetReporter.Owners owners = (key, told, replyTo) -> {
            // The last node's shards have no other home: a report that waits for one would hold the stop up until its
            // time is over.
            if (shutdown.getShutdownReason().isEmpty()) {
                sharding.entityRefFor(ApiBudget.KEY, key.text())
                        .tell(new ApiBudget.Report(
                                node, told.demand(), told.throttles(), told.rate(), told.nodes(), replyTo));
            }
        };
        system.systemActorOf(BudgetReporter.create(budgets, owners, settings, time), "aws-budgets", Props.empty());
    }

    /** Starts the sharing of budgets on this node. To be called once per actor system. */
    public static SharedBudgets start(ActorSystem<?> system, GateSettings settings, GateTime time) {
        return new SharedBudgets(system, settings, time);
    }

    /** The node's part of the rate of this key; an equal part until it has been told another. */
    public Budget budget(GateKey key) {
        return budgets.computeIfAbsent(
                key,
                missing -> new SharedBudget(settings.allowance(missing.family()), members(), settings, time.now()));
    }

    private int members() {
        long members = StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up())
                        || member.status().equals(MemberStatus.leaving()))
                .count();
        return (int) Math.max(1, members);
    }
}
