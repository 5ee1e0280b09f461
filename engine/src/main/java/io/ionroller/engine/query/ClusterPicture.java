package io.ionroller.engine.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one node sees it at one moment.
 *
 * @param self address of the node that sees it
 * @param leader address of the member that leads; absent while the nodes do not agree on one
 * @param members in order of age, those that are not up yet last
 * @param shards how many shards there are, whether started or not
 */
public record ClusterPicture(String self, @Nullable String leader, List<Node> members, int shards) {

    public ClusterPicture {
        members = List.copyOf(members);
    }

    /** Whether it is known of all members that are up what lives on them. */
    public boolean complete() {
        return members.stream().filter(node -> node.status().equals("up")).allMatch(node -> node.load() != null);
    }

    /**
     * One member.
     *
     * @param address as {@code host:port}
     * @param roles as the cluster knows them
     * @param status {@code joining}, {@code up}, {@code leaving}, {@code exiting} or {@code down}
     * @param since when this node first saw that status
     * @param reachable whether nobody misses its heartbeats
     * @param version of the program that it runs
     * @param load what lives on it; absent when it did not say in time
     */
    public record Node(
            String address,
            List<String> roles,
            String status,
            Instant since,
            boolean reachable,
            String version,
            @Nullable Load load) {

        public Node {
            roles = List.copyOf(roles);
        }
    }

    /**
     * What lives on a member.
     *
     * @param shards started there
     * @param owners of services that are awake there
     */
    public record Load(int shards, int owners) {}
}
