/** What a node knows of its cluster: whether it may act, and which services must be woken when another node is gone. */
@NullMarked
package io.ionroller.engine.cluster;

import org.jspecify.annotations.NullMarked;
