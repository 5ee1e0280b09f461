/** The composition root: the only place that knows every module, and the process's main(). */
@NullMarked
package io.ionroller.api.app;

import org.jspecify.annotations.NullMarked;
