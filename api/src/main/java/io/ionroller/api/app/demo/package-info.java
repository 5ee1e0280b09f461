/** The demonstration: real releases of a sample service on this machine, told as a story. */
@NullMarked
package io.ionroller.api.app.demo;

import org.jspecify.annotations.NullMarked;
