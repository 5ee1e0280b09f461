/** The web console's files and how they are served; the console itself is JavaScript under {@code resources}. */
@NullMarked
package io.ionroller.api.console;

import org.jspecify.annotations.NullMarked;
