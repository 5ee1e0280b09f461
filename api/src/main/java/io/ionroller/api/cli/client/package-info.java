/** The REST API as the command line sees it: requests with retries, problems as exceptions, the feed with reconnects. */
@NullMarked
package io.ionroller.api.cli.client;

import org.jspecify.annotations.NullMarked;
