package io.ionroller.persistence;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event log, read from the journal's own table: what is stored is what is read, at once. */
final class JdbcEventLog implements EventLog {

    private static final Logger log = LoggerFactory.getLogger(JdbcEventLog.class);

    static final String NEWEST = "SELECT coalesce(max(event_offset), 0) FROM event_journal";

    private final Database database;
    private final Executor reading;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final RecentEvents recent = new RecentEvents();

    JdbcEventLog(Database database, Executor reading) {
        this.database = database;
        this.reading = reading;
    }

    @Override
    public CompletionStage<EventPage> read(EventQuery query) {
        return CompletableFuture.supplyAsync(() -> JournalStore.run("read", () -> readNow(query)), reading);
    }

    @Override
    public CompletionStage<Long> newestOffset() {
        return CompletableFuture.supplyAsync(() -> JournalStore.run("read", this::newestOffsetNow), reading);
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        // a wrapper of its own, so that a listener that is added twice is removed once
        Runnable own = listener::run;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Keeps what was just stored for a while, and tells the listeners. */
    void appended(List<LoggedEvent> events) {
        recent.add(events);
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("a listener of the event log failed");
            }
        }
    }

    /** The events that follow an offset, oldest first, from memory where they are still there. Reads on the calling thread. */
    List<LoggedEvent> followingNow(long offset, int most) throws SQLException {
        List<LoggedEvent> known = recent.after(offset, most);
        return known.isEmpty()
                ? readNow(EventQuery.after(offset, Math.min(most, EventQuery.MOST)))
                        .events()
                : known;
    }

    /** Reads on the calling thread. */
    EventPage readNow(EventQuery query) throws SQLException {
        Long cursor = query.cursor();
        boolean recent = query.text() == null && query.order() == EventQuery.Order.OLDEST_FIRST;
        if (cursor != null && recent) {
            Optional<EventPage> known = recentPage(query, cursor);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return database.read(connection -> page(connection, query));
    }

    /** What follows the cursor, if this process has stored all of it and still has it. */
    private Optional<EventPage> recentPage(EventQuery query, long cursor) throws SQLException {
        return recent.reaches(cursor)
                ? recent.between(cursor, newestOffsetNow(), query::takes, query.limit() + 1)
                        .map(found -> page(found, query.limit()))
                : Optional.empty();
    }

    /** One event more than the page holds tells that there is another. */
    private static EventPage page(List<LoggedEvent> found, int limit) {
        List<LoggedEvent> events = found.size() > limit ? found.subList(0, limit) : found;
        return new EventPage(
                events, found.size() > limit ? (Long) events.getLast().offset() : null);
    }

    long newestOffsetNow() throws SQLException {
        return database.read(JdbcEventLog::newestOffset);
    }

    private static long newestOffset(Connection connection) throws SQLException {
        // prepared, because planning it costs more than doing it
        try (PreparedStatement select = connection.prepareStatement(NEWEST);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Where to look at all. */
    private static EventTimes.Range range(Connection connection, EventQuery query) throws SQLException {
        if (query.from() != null || query.to() != null) {
            return EventTimes.between(connection, query.from(), query.to());
        }
        return EventSelection.readsOn(query) ? new EventTimes.Range(0, newestOffset(connection)) : EventTimes.Range.ALL;
    }

    private EventPage page(Connection connection, EventQuery query) throws SQLException {
        EventSelection selection = EventSelection.of(query, database.dialect(), range(connection, query));
        try (PreparedStatement select = connection.prepareStatement(selection.sql())) {
            for (int i = 0; i < selection.values().size(); i++) {
                select.setObject(i + 1, selection.values().get(i));
            }
            List<LoggedEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (events.size() < query.limit() && row.next()) {
                    events.add(event(row));
                }
                boolean more = events.size() == query.limit() && row.next();
                return new EventPage(events, more ? (Long) events.getLast().offset() : selection.goesOn());
            }
        }
    }

    private static LoggedEvent event(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                EventCodec.decode(row.getString(5)));
    }
}
