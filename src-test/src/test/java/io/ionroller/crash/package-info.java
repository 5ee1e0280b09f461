/** Real server processes that are killed in the middle of rollouts on the local platform. */
@NullMarked
package io.ionroller.crash;

import org.jspecify.annotations.NullMarked;
