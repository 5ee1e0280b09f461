package io.ionroller.persistence;

import io.ionroller.engine.query.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest events that this process has stored itself, so that the catalogue and the feeds need not read and decode again what
 * was in memory a moment ago. Always one piece of the journal without holes: what another process stored in between makes it
 * begin anew. Safe for all threads.
 */
final class RecentEvents {

    /** Some seconds of a busy engine, some megabytes. */
    static final int MOST = 1 << 14;

    /** By offset, wrapped round. */
    private final @Nullable LoggedEvent[] events = new @Nullable LoggedEvent[MOST];

    private long oldest = 1;
    private long newest;

    /** Events that were just committed, in the order of their offsets. */
    synchronized void add(List<LoggedEvent> stored) {
        for (LoggedEvent event : stored) {
            if (event.offset() != newest + 1) {
                oldest = event.offset();
            }
            newest = event.offset();
            oldest = Math.max(oldest, newest - MOST + 1);
            events[(int) (newest % MOST)] = event;
        }
    }

    /** Whether this process has stored something and still has all that it stored after this offset. */
    synchronized boolean reaches(long offset) {
        return newest > 0 && offset + 1 >= oldest;
    }

    /** Those of the events after one offset and up to another, at most so many; nothing at all when they are not all here. */
    synchronized Optional<List<LoggedEvent>> between(long offset, long upTo, Predicate<LoggedEvent> wanted, int most) {
        if (!reaches(offset) || newest < upTo) {
            return Optional.empty();
        }
        List<LoggedEvent> found = new ArrayList<>();
        for (long next = offset + 1; next <= newest && found.size() < most; next++) {
            LoggedEvent event = Objects.requireNonNull(events[(int) (next % MOST)]);
            if (wanted.test(event)) {
                found.add(event);
            }
        }
        return Optional.of(found);
    }

    /** The events that follow this offset, at most so many; empty when they are not, or no longer, here. */
    synchronized List<LoggedEvent> after(long offset, int most) {
        if (offset + 1 < oldest) {
            return List.of();
        }
        long end = Math.min(newest, offset + most);
        List<LoggedEvent> found = new ArrayList<>((int) Math.max(0, end - offset));
        for (long next = offset + 1; next <= end; next++) {
            found.add(Objects.requireNonNull(events[(int) (next % MOST)]));
        }
        return found;
    }
}
