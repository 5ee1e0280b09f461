/** The demonstration as a test. */
@NullMarked
package io.ionroller.demo;

import org.jspecify.annotations.NullMarked;
