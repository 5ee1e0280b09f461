/** Traces of a running server. */
@NullMarked
package io.ionroller.telemetry;

import org.jspecify.annotations.NullMarked;
