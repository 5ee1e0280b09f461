/** What the REST API says, as records: made by the routes, read by the command line; JSON through the engine's mapper. */
@NullMarked
package io.ionroller.api.view;

import org.jspecify.annotations.NullMarked;
