package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a database can be reached. While it cannot, callers fail at once instead of each waiting for a connection, and
 * one thread looks for it with connections of its own, so that everything resumes as soon as it is back whatever the pool's
 * pauses between its attempts have grown to. Safe for all threads.
 */
final class Availability implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Availability.class);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DataSource source;
    private final Duration patience;
    private final AtomicReference<@Nullable Looking> looking = new AtomicReference<>();

    /** The time in which the database is away. */
    private record Looking(Thread thread, String reason) {}

    /**
     * @param source makes a new connection with each call, or gives up after a while
     * @param patience for the answer of a new connection
     */
    Availability(DataSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /** @throws SQLException at once, while the database is known to be away */
    void check() throws SQLException {
        Looking now = looking.get();
        if (now != null) {
            throw new SQLTransientConnectionException("the database cannot be reached: " + now.reason, "08001");
        }
    }

    /** Takes note of a failure. One that has to do with the connection begins the search. */
    void failed(SQLException failure) {
        if (!aboutTheConnection(failure) || looking.get() != null) {
            return;
        }
        Looking mine = new Looking(
                Thread.ofPlatform().name("database-search").daemon().unstarted(this::look), reasonOf(failure));
        if (looking.compareAndSet(null, mine)) {
            mine.thread.start();
        }
    }

    /** Class 08; 57P01 to 57P03: the server stops, crashed or starts; 53300: it has no place left. */
    private static boolean aboutTheConnection(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
    }

    private static String reasonOf(SQLException failure) {
        Throwable told = failure instanceof SQLTransientConnectionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }

    private void look() {
        Outage outage = new Outage(log, "the database cannot be reached", "the database can be reached again");
        try {
            // A connection may have been cut alone: then nothing is said, and the others hardly notice.
            while (!found()) {
                Looking now = looking.get();
                outage.failed(now == null ? "" : now.reason);
                Thread.sleep(PAUSE);
            }
            outage.worked();
        } catch (InterruptedException closed) {
            // nobody asks any more
        }
        looking.set(null);
    }

    private boolean found() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid((int) Math.max(1, patience.toSeconds()));
        } catch (SQLException away) {
            return false;
        }
    }

    @Override
    public void close() {
        Looking now = looking.get();
        if (now != null) {
            now.thread.interrupt();
        }
    }
}
