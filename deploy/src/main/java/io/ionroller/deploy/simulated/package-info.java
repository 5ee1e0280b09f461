/** A platform without I/O, with scripted delays and faults on a clock of its own: for tests, benchmarks and training. */
@NullMarked
package io.ionroller.deploy.simulated;

import org.jspecify.annotations.NullMarked;
