package io.ionroller.persistence;

import io.ionroller.engine.query.LoggedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest events that this process has stored itself, so that the catalogue need not read and decode again what was in memory
 * a moment ago. Always one piece of the journal without holes: what another process stored in between makes it begin anew. Safe
 * for all threads.
 */
final class RecentEvents {

    private static final int MOST = 4_000;

    private final Deque<LoggedEvent> events = new ArrayDeque<>();

    /** Events that were just committed, in the order of their offsets. */
    synchronized void add(List<LoggedEvent> stored) {
        if (stored.isEmpty()) {
            return;
        }
        if (!events.isEmpty()
                && events.getLast().offset() + 1 != stored.getFirst().offset()) {
            events.clear();
        }
        events.addAll(stored);
        while (events.size() > MOST) {
            events.removeFirst();
        }
    }

    /** The events that follow this offset, at most so many; empty when they are not, or no longer, here. */
    synchronized List<LoggedEvent> after(long offset, int most) {
        if (events.isEmpty() || events.getFirst().offset() > offset + 1) {
            return List.of();
        }
        List<LoggedEvent> found = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (event.offset() > offset && found.size() < most) {
                found.add(event);
            }
        }
        return found;
    }
}
