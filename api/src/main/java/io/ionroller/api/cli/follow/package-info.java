/** Following a release until it has ended: from the feed and the service's state to a display and an exit code. */
@NullMarked
package io.ionroller.api.cli.follow;

import org.jspecify.annotations.NullMarked;
