/** The REST API and the event feed: one table of endpoints, served by Pekko HTTP and described by its OpenAPI document. */
@NullMarked
package io.ionroller.api.http;

import org.jspecify.annotations.NullMarked;
