/** The command line: a client of the REST API like any other, one class per command. */
@NullMarked
package io.ionroller.api.cli;

import org.jspecify.annotations.NullMarked;
