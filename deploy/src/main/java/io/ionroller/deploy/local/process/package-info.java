/** Instances as processes that outlive the engine: claims, launching, health, output, ending. */
@NullMarked
package io.ionroller.deploy.local.process;

import org.jspecify.annotations.NullMarked;
