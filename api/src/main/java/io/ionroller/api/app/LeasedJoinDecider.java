package io.ionroller.api.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrapSettings;
import org.apache.pekko.management.cluster.bootstrap.JoinDecision;
import org.apache.pekko.management.cluster.bootstrap.JoinSelf;
import org.apache.pekko.management.cluster.bootstrap.KeepProbing;
import org.apache.pekko.management.cluster.bootstrap.LowestAddressJoinDecider;
import org.apache.pekko.management.cluster.bootstrap.SeedNodesInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Decides as Pekko does by the lowest address, but a node begins a new cluster only while it holds a lease in the database. Two
 * nodes that cannot see each other, yet both see a third, would otherwise begin one each (ADR 0009). The lease is kept for as long
 * as the node lives and runs out when it dies. Made by Pekko, by the name in {@code application.conf}.
 */
public final class LeasedJoinDecider extends LowestAddressJoinDecider {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedJoinDecider.class);

    private final Lease lease;

    public LeasedJoinDecider(ActorSystem system, ClusterBootstrapSettings settings) {
        super(system, settings);
        String owner = system.settings().config().getString("pekko.management.http.hostname") + ":"
                + system.settings().config().getInt("pekko.management.http.port");
        this.lease = LeaseProvider.get(system).getLease("ionroller-new-cluster", ClusterConfig.LEASE, owner);
    }

    @Override
    public Future<JoinDecision> decide(SeedNodesInformation information) {
        return FutureConverters.asScala(
                FutureConverters.asJava(super.decide(information)).thenCompose(this::checked));
    }

    private CompletionStage<JoinDecision> checked(JoinDecision decision) {
        if (!decision.equals(JoinSelf.getInstance())) {
            return CompletableFuture.completedFuture(decision);
        }
        return lease.acquire().handle((acquired, failure) -> {
            if (failure == null && acquired) {
                LOG.atInfo().log("nobody has a cluster yet: this node begins one");
                return decision;
            }
            LOG.atWarn()
                    .addKeyValue("reason", failure == null ? "another node has the lease" : failure.toString())
                    .log("this node does not begin a cluster, and goes on looking for one");
            return KeepProbing.getInstance();
        });
    }
}
