/** The validated values of the domain: names, versions, weights, strategies, configurations. */
@NullMarked
package io.ionroller.engine.model;

import org.jspecify.annotations.NullMarked;
