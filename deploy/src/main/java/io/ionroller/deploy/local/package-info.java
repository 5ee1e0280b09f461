/** The platform of one machine: environments are operating-system processes behind a router of its own. */
@NullMarked
package io.ionroller.deploy.local;

import org.jspecify.annotations.NullMarked;
