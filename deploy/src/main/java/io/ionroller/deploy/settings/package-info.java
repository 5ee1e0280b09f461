/** Reading a platform's own settings: every value checked, every mistake told with field, value and what was wanted. */
@NullMarked
package io.ionroller.deploy.settings;

import org.jspecify.annotations.NullMarked;
