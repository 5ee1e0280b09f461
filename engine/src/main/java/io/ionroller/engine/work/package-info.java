/** The child actors that carry out owed effects: one short-lived worker per effect, retrying and reporting what it reads. */
@NullMarked
package io.ionroller.engine.work;

import org.jspecify.annotations.NullMarked;
