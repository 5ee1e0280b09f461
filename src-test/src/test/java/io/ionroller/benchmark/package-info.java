/** Benchmarks behind {@code src-test/benchmark}; they are no tests and print medians. */
@NullMarked
package io.ionroller.benchmark;

import org.jspecify.annotations.NullMarked;
