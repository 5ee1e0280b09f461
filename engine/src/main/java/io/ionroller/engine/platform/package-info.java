/** What the engine asks of a platform, and what a platform tells: verbs and observations, implemented by {@code deploy}. */
@NullMarked
package io.ionroller.engine.platform;

import org.jspecify.annotations.NullMarked;
