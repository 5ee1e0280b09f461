/**
 * The gate through which every call to AWS goes: per account, region and bucket of the API one ration, shared by all nodes, with
 * lanes so that rollbacks go first, and readings that many askers share (ADR 0012).
 */
@NullMarked
package io.ionroller.deploy.ec2.gate;

import org.jspecify.annotations.NullMarked;
