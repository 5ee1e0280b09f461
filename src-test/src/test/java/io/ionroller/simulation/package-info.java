/**
 * The deterministic simulation: the engine's own decision and bookkeeping code under a virtual clock, on a hostile cloud, with
 * crashes between any two steps, checked after every step. One seed is one history, for ever.
 */
@NullMarked
package io.ionroller.simulation;

import org.jspecify.annotations.NullMarked;
