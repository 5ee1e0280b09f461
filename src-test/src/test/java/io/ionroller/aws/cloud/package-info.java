/**
 * What AWS would remember and do: accounts and regions with their networks, instances, groups, balancers and zones, on a clock
 * that tests can move.
 *
 * <p>State is kept in AWS's own words: the SDK's immutable model objects, every change a new version with its time, so that a
 * read can be answered from a state that is some seconds old. What happens by itself (instances boot, targets pass checks,
 * drains end) stands in an agenda and is done, in order, before the next call is. Everything here runs under the lock of
 * {@link io.ionroller.aws.cloud.Cloud}.
 *
 * <p>Rules that AWS's models do not state, with their sources, are listed in ADR 0011.
 */
@NullMarked
package io.ionroller.aws.cloud;

import org.jspecify.annotations.NullMarked;
