/** What the command line shows, as pure functions from views to lines of text. */
@NullMarked
package io.ionroller.api.cli.text;

import org.jspecify.annotations.NullMarked;
