/** The web console in a real browser against a real server. Skipped, with a notice, where no Chromium is found. */
@NullMarked
package io.ionroller.browser;

import org.jspecify.annotations.NullMarked;
