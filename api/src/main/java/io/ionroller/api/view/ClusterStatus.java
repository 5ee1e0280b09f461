package io.ionroller.api.view;

import io.ionroller.engine.query.ClusterPicture;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /cluster}: the cluster as the node that answers sees it.
 *
 * @param node the node that answers
 * @param leader name of the member that leads; absent while the nodes do not agree on one
 * @param members in order of age
 * @param shards parts of all services, spread over the members
 * @param shardsKnown whether all members that are up have said which they have; ask again if not
 * @param catalogBehind events that the lists of services and releases have not taken in yet; absent when it is not known
 */
public record ClusterStatus(
        String node,
        @Nullable String leader,
        List<MemberView> members,
        int shards,
        boolean shardsKnown,
        @Nullable Long catalogBehind) {

    /** A role with this beginning is how a member tells its name. */
    public static final String NAME_ROLE = "node=";

    /**
     * One member.
     *
     * @param address by which the others reach it
     * @param status {@code joining}, {@code up}, {@code leaving}, {@code exiting} or {@code down}
     * @param since when the node that answers first saw that status
     * @param reachable whether nobody misses its heartbeats
     * @param roles besides its name
     * @param version of the program
     * @param shards started there; absent when it did not say in time
     * @param owners of services that are awake there; absent likewise
     */
    public record MemberView(
            String name,
            String address,
            String status,
            Instant since,
            boolean reachable,
            List<String> roles,
            String version,
            @Nullable Integer shards,
            @Nullable Integer owners) {

        static MemberView of(ClusterPicture.Node node) {
            ClusterPicture.Load load = node.load();
            return new MemberView(
                    nameOf(node),
                    node.address(),
                    node.status(),
                    node.since(),
                    node.reachable(),
                    node.roles().stream()
                            .filter(role -> !role.startsWith(NAME_ROLE) && !role.startsWith("dc-"))
                            .toList(),
                    node.version(),
                    load == null ? null : load.shards(),
                    load == null ? null : load.owners());
        }
    }

    public static ClusterStatus of(ClusterPicture picture, @Nullable Long catalogBehind) {
        String leader = picture.leader();
        return new ClusterStatus(
                nameOf(picture, picture.self()),
                leader == null ? null : nameOf(picture, leader),
                picture.members().stream().map(MemberView::of).toList(),
                picture.shards(),
                picture.complete(),
                catalogBehind);
    }

    /** The name of the member with an address; the address itself when there is none. */
    static String nameOf(ClusterPicture picture, String address) {
        return picture.members().stream()
                .filter(node -> node.address().equals(address))
                .map(ClusterStatus::nameOf)
                .findFirst()
                .orElse(address);
    }

    private static String nameOf(ClusterPicture.Node node) {
        return node.roles().stream()
                .filter(role -> role.startsWith(NAME_ROLE))
                .map(role -> role.substring(NAME_ROLE.length()))
                .findFirst()
                .orElse(node.address());
    }
}
