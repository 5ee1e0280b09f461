package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * Where a service lives.
 *
 * @param shard the part of all services that it belongs to; follows from its name
 * @param node address of the member that has the shard; absent when no member has started it yet, or it is not known
 * @param known whether all members that are up have said what they have
 * @param awake whether the owner is in memory; absent when that is not known. One with nothing to do is not
 */
public record ServicePlace(
        ServiceName service,
        String shard,
        @Nullable String node,
        boolean known,
        @Nullable Boolean awake) {}
