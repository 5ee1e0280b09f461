/** Real server processes and the sample service they deploy, for tests and benchmarks. */
@NullMarked
package io.ionroller.process;

import org.jspecify.annotations.NullMarked;
