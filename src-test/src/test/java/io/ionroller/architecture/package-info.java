/** The walls between the parts, and the rules of style that a program can check. */
@NullMarked
package io.ionroller.architecture;

import org.jspecify.annotations.NullMarked;
