package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.work.Permit;
import io.ionroller.engine.work.WorkSettings;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;

/** The owners of all services as sharded entities of the cluster, also when that has one node. */
public final class ShardedServices implements Services {

    private static final EntityTypeKey<ServiceEntity.Message> KEY =
            EntityTypeKey.create(ServiceEntity.Message.class, "service");

    private final ClusterSharding sharding;
    private final Duration askTimeout;

    private ShardedServices(ClusterSharding sharding, Duration askTimeout) {
        this.sharding = sharding;
        this.askTimeout = askTimeout;
    }

    /** Starts the sharding of services on this node. To be called once per actor system. */
    public static ShardedServices start(
            ActorSystem<?> system, Platforms platforms, WorkSettings settings, InstantSource clock) {
        ShardedServices services = new ShardedServices(ClusterSharding.get(system), settings.askTimeout());
        var surroundings = new ServiceEntity.Surroundings(
                new Works(platforms, settings, clock, Permit.ALWAYS), clock, settings.passivateAfter(), services::wake);
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

    @Override
    public void wake(ServiceName service) {
        owner(service).tell(new ServiceEntity.Wake());
    }

    private EntityRef<ServiceEntity.Message> owner(ServiceName service) {
        return sharding.entityRefFor(KEY, service.value());
    }
}
