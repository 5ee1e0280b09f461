/** The written form of events, configurations and values: JSON in snake_case with logical names, never class names. */
@NullMarked
package io.ionroller.engine.json;

import org.jspecify.annotations.NullMarked;
