/**
 * Several nodes on one PostgreSQL: in this process, and as real server processes that are killed, frozen, cut off and restarted
 * while hundreds of rollouts are in flight, with the proof afterwards that nothing was lost or done twice.
 */
@NullMarked
package io.ionroller.cluster;

import org.jspecify.annotations.NullMarked;
