/** The launcher script, in source trees and installations of its own. */
@NullMarked
package io.ionroller.launcher;

import org.jspecify.annotations.NullMarked;
