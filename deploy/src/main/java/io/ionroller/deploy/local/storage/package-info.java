/** Small files that survive a crash. */
@NullMarked
package io.ionroller.deploy.local.storage;

import org.jspecify.annotations.NullMarked;
