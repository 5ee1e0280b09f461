/**
 * A real cluster: server processes, PostgreSQL and the simulated cloud in a process of its own, which are killed, frozen, cut off
 * and restarted while hundreds of rollouts are in flight; and the proof afterwards that nothing was lost or done twice.
 */
@NullMarked
package io.ionroller.cluster;

import org.jspecify.annotations.NullMarked;
