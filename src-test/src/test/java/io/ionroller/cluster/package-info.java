/** Several nodes on one PostgreSQL. */
@NullMarked
package io.ionroller.cluster;

import org.jspecify.annotations.NullMarked;
