package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.persistence.typed.PersistenceId;

/** The owners of all services as sharded entities of the cluster, also when that has one node. */
public final class ShardedServices implements Services {

    static final EntityTypeKey<ServiceEntity.Message> KEY =
            EntityTypeKey.create(ServiceEntity.Message.class, "service");

    private final ClusterSharding sharding;
    private final CoordinatedShutdown shutdown;
    private final Cluster cluster;
    private final Duration askTimeout;

    private ShardedServices(ActorSystem<?> system, Duration askTimeout) {
        this.sharding = ClusterSharding.get(system);
        this.shutdown = CoordinatedShutdown.get(system);
        this.cluster = Cluster.get(system);
        this.askTimeout = askTimeout;
    }

    /**
     * Starts the sharding of services on this node. To be called once per actor system.
     *
     * @param works how owners act on platforms, and whether they may
     * @param transitions hears of what the owners on this node store and refuse
     */
    public static ShardedServices start(ActorSystem<?> system, Works works, Transitions transitions) {
        ShardedServices services = new ShardedServices(system, works.settings().askTimeout());
        var surroundings = new ServiceEntity.Surroundings(works, services::wake, transitions);
        services.sharding.init(Entity.of(
                        KEY,
                        entity -> ServiceEntity.create(
                                PersistenceId.of(KEY.name(), entity.getEntityId()),
                                new ServiceName(entity.getEntityId()),
                                surroundings,
                                entity.getShard()))
                .withStopMessage(new ServiceEntity.Passivate()));
        return services;
    }

    /** The persistence id of a service's events. */
    public static String persistenceId(ServiceName service) {
        return PersistenceId.of(KEY.name(), service.value()).id();
    }

    @Override
    public CompletionStage<ServiceReply> send(ServiceName service, ServiceCommand.Request request, Caller caller) {
        return owner(service).ask(replyTo -> new ServiceEntity.Ask(request, caller, replyTo), askTimeout);
    }

    @Override
    public CompletionStage<ServiceReply.Snapshot> state(ServiceName service) {
        return owner(service).ask(ServiceEntity.Read::new, askTimeout);
    }

    /** Kept here until the service has a new home; where there will be none, because this is the last node and stops, dropped. */
    @Override
    public void wake(ServiceName service) {
        if (shutdown.getShutdownReason().isEmpty() || othersGoOn()) {
            owner(service).tell(new ServiceEntity.Wake());
        }
    }

    private boolean othersGoOn() {
        for (Member member : cluster.state().getMembers()) {
            if (member.status().equals(MemberStatus.up()) && !member.equals(cluster.selfMember())) {
                return true;
            }
        }
        return false;
    }

    private EntityRef<ServiceEntity.Message> owner(ServiceName service) {
        return sharding.entityRefFor(KEY, service.value());
    }
}
