package io.ionroller.api.view;

import io.ionroller.engine.query.ClusterPicture;
import io.ionroller.engine.query.ServicePlace;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /cluster/services/{s}}: where a service lives.
 *
 * @param shard the part of all services that it belongs to
 * @param node name of the member that has the shard; absent when none has started it, or when it is not known
 * @param address of that member
 * @param known whether all members that are up have said what they have; ask again if not
 * @param awake whether its owner is in memory, as it is while it has something to drive or to watch; absent when not known
 */
public record PlaceView(
        String service,
        String shard,
        @Nullable String node,
        @Nullable String address,
        boolean known,
        @Nullable Boolean awake) {

    public static PlaceView of(ServicePlace place, ClusterPicture picture) {
        String address = place.node();
        return new PlaceView(
                place.service().value(),
                place.shard(),
                address == null ? null : ClusterStatus.nameOf(picture, address),
                address,
                place.known(),
                place.awake());
    }
}
