/** The simulated cloud behind HTTP, in a process of its own, so that several engines and their restarts share it. */
@NullMarked
package io.ionroller.deploy.simulated.remote;

import org.jspecify.annotations.NullMarked;
