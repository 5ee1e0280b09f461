/** What a release would do, found out before it is asked for: the machine's own decisions, run ahead of time. */
@NullMarked
package io.ionroller.engine.plan;

import org.jspecify.annotations.NullMarked;
