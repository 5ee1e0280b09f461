/** The examples of {@code docs/operations}, held against the program. */
@NullMarked
package io.ionroller.operations;

import org.jspecify.annotations.NullMarked;
