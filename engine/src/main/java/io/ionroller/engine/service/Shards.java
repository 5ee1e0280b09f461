package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;

/** Which shard a service belongs to: the part of all owners that lives on one node and moves as one. */
public final class Shards {

    private final int count;
    private final HashCodeMessageExtractor<Object> extractor;

    private Shards(int count) {
        this.count = count;
        this.extractor = new HashCodeMessageExtractor<>(count);
    }

    /** As the actor system is configured. */
    public static Shards of(ActorSystem<?> system) {
        return new Shards(system.settings().config().getInt("pekko.cluster.sharding.number-of-shards"));
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** The shard's name. */
    public String of(ServiceName service) {
        return extractor.shardId(service.value());
    }
}
