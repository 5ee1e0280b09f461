package io.ionroller.engine.query;

import io.ionroller.engine.rollout.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place in the journal.
 *
 * @param offset place in the journal of all services, from 1, without gaps; also the cursor of paging and of the feed
 * @param sequence place in the journal of its service, from 1, without gaps
 * @param type logical name such as {@code traffic-shifted}
 * @param version the version it is about, if any
 */
public record LoggedEvent(
        long offset, long sequence, String type, @Nullable String version, RecordedEvent event) {}
