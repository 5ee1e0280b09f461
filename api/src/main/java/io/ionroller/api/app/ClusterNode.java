package io.ionroller.api.app;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as a member: how it joins. */
final class ClusterNode {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    private ClusterNode() {}

    /**
     * Makes this node a member: of a cluster of its own at once, or of the one that it finds or begins with others. Returns at
     * once; called once by the composition root. If the management port is taken, the system terminates.
     */
    static void join(ActorSystem<?> system, ClusterSettings settings) {
        if (!settings.several()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            return;
        }
        HostAndPort self = settings.management().address();
        if (settings.discovery() instanceof Discovery.Seeds seeds
                && !seeds.contacts().contains(self)) {
            LOG.atWarn()
                    .addKeyValue("management", self)
                    .addKeyValue("seeds", seeds.contacts())
                    .log("this node is not among the seeds: it can join a cluster, but not help to begin one");
        }
        LOG.atInfo()
                .addKeyValue("node", settings.nodeName())
                .addKeyValue("address", settings.node().address())
                .addKeyValue("discovery", settings.discovery())
                .addKeyValue("required", settings.requiredContactPoints())
                .log("looking for the cluster");
        PekkoManagement.get(system.classicSystem()).start().whenComplete((uri, failure) -> {
            if (failure == null) {
                ClusterBootstrap.get(system.classicSystem()).start();
            } else {
                LOG.atError()
                        .addKeyValue("management", self)
                        .setCause(failure)
                        .log("nothing can listen on the management port, is it taken? The node ends");
                system.terminate();
            }
        });
    }
}
