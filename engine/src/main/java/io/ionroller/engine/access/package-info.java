/** Who may do what: decided and replayed from events, like the state of a service. Pure. */
@NullMarked
package io.ionroller.engine.access;

import org.jspecify.annotations.NullMarked;
