/** Traces of requests and of calls to platforms, and the one way in which those calls are looked at. */
@NullMarked
package io.ionroller.api.telemetry;

import org.jspecify.annotations.NullMarked;
