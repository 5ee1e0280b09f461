/** The log of the process: its format, and levels that change while it runs. */
@NullMarked
package io.ionroller.api.logging;

import org.jspecify.annotations.NullMarked;
