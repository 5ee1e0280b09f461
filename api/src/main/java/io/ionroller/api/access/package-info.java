/** Who asks: credentials and what they prove, and what whoever has them may do. */
@NullMarked
package io.ionroller.api.access;

import org.jspecify.annotations.NullMarked;
