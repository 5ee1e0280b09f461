/** Reading: the event log and the catalogue of services and releases, implemented by {@code persistence}. */
@NullMarked
package io.ionroller.engine.query;

import org.jspecify.annotations.NullMarked;
