/** The pure machine: commands are decided into events, events evolve the state, the state says which effects are owed. */
@NullMarked
package io.ionroller.engine.rollout;

import org.jspecify.annotations.NullMarked;
