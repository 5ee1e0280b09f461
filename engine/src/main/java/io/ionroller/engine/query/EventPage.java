package io.ionroller.engine.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events.
 *
 * @param next cursor of the following page; absent when this page reached the end
 */
public record EventPage(List<LoggedEvent> events, @Nullable Long next) {

    public EventPage {
        events = List.copyOf(events);
    }
}
