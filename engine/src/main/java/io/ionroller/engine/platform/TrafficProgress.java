package io.ionroller.engine.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a router is that cannot change the traffic at once: it goes step by step to what is wanted, or its change is not in force
 * yet.
 *
 * @param sentence where it is, such as {@code 2 of 3 instances of 2.0.0 in, 1 of 3 of 1.0.0 still in}; while it is the same, nothing
 *     has moved
 * @param notBefore when the next step is taken at the earliest; absent when that depends on other things than time
 */
public record TrafficProgress(String sentence, @Nullable Instant notBefore) {}
