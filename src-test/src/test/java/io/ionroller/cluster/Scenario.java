package io.ionroller.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong while rollouts are in flight. */
enum Scenario {
    /** One node is killed and comes back after a while. */
    KILL_ONE {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            Node victim = cluster.anyNode(random);
            String incarnation = cluster.incarnation(victim);
            Instant from = Instant.now();
            victim.kill();
            cluster.awaitRemoval(victim, incarnation);
            Fence fence = new Fence(incarnation, from, Instant.now());
            victim.start();
            return List.of(fence);
        }
    },

    /** All nodes are killed, and come back. */
    KILL_ALL {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            List<String> incarnations =
                    cluster.nodes().stream().map(cluster::incarnation).toList();
            Instant from = Instant.now();
            for (Node node : cluster.nodes()) {
                node.kill();
            }
            Instant dead = Instant.now();
            for (Node node : cluster.nodes()) {
                node.start();
            }
            return incarnations.stream()
                    .map(incarnation -> new Fence(incarnation, from, dead))
                    .toList();
        }
    },

    /** One node stands still until the others have put it out, and then goes on as if nothing had been. */
    FREEZE {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            Node victim = cluster.anyNode(random);
            String incarnation = cluster.incarnation(victim);
            Instant from = Instant.now();
            victim.freeze();
            try {
                cluster.awaitRemoval(victim, incarnation);
                pause(random, Duration.ofSeconds(3));
            } finally {
                victim.thaw();
            }
            // Its removal is dated by its waking: what it began before it was frozen may have been on its way.
            return List.of(new Fence(incarnation, from, Instant.now()));
        }
    },

    /** PostgreSQL crashes and is away for some seconds. */
    DATABASE_RESTART {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            cluster.database().crash();
            pause(random, Duration.ofSeconds(6));
            cluster.database().comeBack();
            return List.of();
        }
    },

    /** One node after the other is stopped in order and started again, as for an upgrade. */
    ROLLING_RESTART {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            List<Fence> fences = new ArrayList<>();
            for (Node node : cluster.nodes()) {
                String incarnation = cluster.incarnation(node);
                node.stop();
                Instant gone = Instant.now();
                fences.add(new Fence(incarnation, gone, gone));
                node.start();
                cluster.awaitReady();
            }
            return fences;
        }
    },

    /** One node and the others no longer hear each other; the database, the cloud and the callers hear all of them. */
    PARTITION {
        @Override
        List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception {
            Node victim = cluster.anyNode(random);
            String incarnation = cluster.incarnation(victim);
            Instant from = Instant.now();
            cluster.network().cut(cluster.nodes().indexOf(victim));
            try {
                cluster.awaitRemoval(victim, incarnation);
                Instant removed = Instant.now();
                pause(random, Duration.ofSeconds(5));
                return List.of(new Fence(incarnation, from, removed));
            } finally {
                cluster.network().heal();
            }
        }
    };

    /**
     * Makes it happen and lets it pass; nodes may still be starting when this returns.
     *
     * @return the lives of nodes that it ended
     */
    abstract List<Fence> strike(ClusterUnderTest cluster, SplittableRandom random) throws Exception;

    /** Part of what goes wrong, not a wait for something to be done. */
    private static void pause(SplittableRandom random, Duration longest) {
        LockSupport.parkNanos(random.nextLong(longest.toNanos()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
