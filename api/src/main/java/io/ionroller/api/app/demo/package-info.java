/** The demonstration: real releases on this machine or in an account of AWS, told as a story. */
@NullMarked
package io.ionroller.api.app.demo;

import org.jspecify.annotations.NullMarked;
