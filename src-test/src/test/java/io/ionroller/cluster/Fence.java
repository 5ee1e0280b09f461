package io.ionroller.cluster;

import java.time.Instant;

/**
 * A life of a node that is over: the others may have its services.
 *
 * @param incarnation as it stands in the cloud's log
 * @param from when the trouble began; from then on no service came to it any more
 * @param removed when the others no longer took it for a member, or when its process had ended
 */
record Fence(String incarnation, Instant from, Instant removed) {}
