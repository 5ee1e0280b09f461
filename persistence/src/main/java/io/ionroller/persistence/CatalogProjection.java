package io.ionroller.persistence;

import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the catalogue from the journal: follows it by offset on one thread and stores the changed rows together with the
 * offset reached in one transaction, so that every event counts exactly once. After a crash it goes on at the stored offset.
 * When it fails it tries again with growing pauses; no release waits for it. With several engines on one database every one
 * runs a projection and a lock lets one at a time take a batch.
 */
final class CatalogProjection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CatalogProjection.class);

    private static final int BATCH = 500;
    /** How often it looks for what other processes stored. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** So that a busy journal is followed in large batches. */
    private static final Duration LINGER = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Database database;
    private final JdbcEventLog eventLog;
    private final Semaphore nudges = new Semaphore(0);
    private final Semaphore hurry = new Semaphore(0);
    private final Queue<CompletableFuture<Long>> rebuilds = new ConcurrentLinkedQueue<>();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final AutoCloseable subscription;
    private final Thread thread;
    private volatile long position = -1;
    private volatile boolean closed;

    private record Waiter(long offset, CompletableFuture<Long> reached) {}

    CatalogProjection(Database database, JdbcEventLog eventLog) {
        this.database = database;
        this.eventLog = eventLog;
        this.subscription = eventLog.onAppend(this::nudge);
        this.thread = Thread.ofPlatform().name("catalog-projection").daemon().start(this::run);
    }

    /** Offset of the newest event that is in the catalogue; -1 before it was read. */
    long position() {
        return position;
    }

    /** Completed as soon as everything up to this offset is in the catalogue. */
    CompletableFuture<Long> reached(long offset) {
        if (position >= offset) {
            return CompletableFuture.completedFuture(position);
        }
        CompletableFuture<Long> reached = new CompletableFuture<>();
        waiters.add(new Waiter(offset, reached));
        hurry();
        return reached;
    }

    /** Empties the catalogue; it is then made again from the first event on. Completed when it is empty. */
    CompletableFuture<Long> rebuild() {
        CompletableFuture<Long> emptied = new CompletableFuture<>();
        rebuilds.add(emptied);
        hurry();
        return emptied;
    }

    @Override
    public void close() {
        closed = true;
        hurry();
        try {
            subscription.close();
            thread.join(Duration.ofSeconds(10));
        } catch (Exception e) {
            log.atWarn().setCause(e).log("the projection did not end well");
        }
        waiters.forEach(waiter -> waiter.reached.complete(position));
        rebuilds.forEach(asked -> asked.completeExceptionally(new StoreException("the store is closed")));
    }

    /** Something was stored. */
    private void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    /** Somebody waits. */
    private void hurry() {
        hurry.release();
        nudges.release();
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            try {
                emptyIfAsked();
                boolean more = batch();
                failures = 0;
                answerWaiters();
                if (!more) {
                    pause();
                }
            } catch (SQLException | RuntimeException e) {
                failures++;
                Duration pause = pauseAfter(failures);
                log.atWarn()
                        .addKeyValue("failures", failures)
                        .addKeyValue("next_try_in", pause)
                        .addKeyValue("reason", e.toString())
                        .log("the catalogue could not follow the journal; lists may be old");
                backOff(pause);
            }
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = Duration.ofMillis(100L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Waits for the next event; then a little for more of them, unless somebody waits. */
    private void pause() {
        try {
            if (nudges.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean urgent = hurry.tryAcquire(LINGER.toMillis(), TimeUnit.MILLISECONDS);
                log.atTrace().addKeyValue("urgent", urgent).log("following the journal");
            }
            nudges.drainPermits();
            hurry.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Waits in short parts: what is stored meanwhile does not shorten it, the end of the process does. */
    private void backOff(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (!closed && System.nanoTime() < end) {
            try {
                waiters.removeIf(waiter -> waiter.reached.isDone());
                Thread.sleep(50);
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void answerWaiters() {
        waiters.removeIf(
                waiter -> waiter.reached.isDone() || position >= waiter.offset && waiter.reached.complete(position));
    }

    /** Takes in the next events; answers whether there may be more. */
    private boolean batch() throws SQLException {
        long newest = eventLog.newestOffsetNow();
        if (position == newest) {
            return false;
        }
        Batch taken = database.write(connection -> batch(connection, newest));
        position = taken.reached;
        return taken.full;
    }

    private record Batch(long reached, boolean full) {}

    private Batch batch(Connection connection, long newest) throws SQLException {
        execute(connection, database.dialect().catalogLock());
        long from = stored(connection);
        if (from > newest && from > eventLog.newestOffsetNow()) {
            log.atWarn()
                    .addKeyValue("catalogue", from)
                    .addKeyValue("journal", newest)
                    .log("the catalogue is ahead of the journal, which an older backup explains; it is made again");
            empty(connection);
            from = 0;
        }
        EventPage page = eventLog.readNow(EventQuery.after(from, BATCH));
        if (page.events().isEmpty()) {
            return new Batch(from, false);
        }
        CatalogBatch batch = new CatalogBatch(connection);
        for (LoggedEvent event : page.events()) {
            batch.take(event);
        }
        batch.write();
        long reached = page.events().getLast().offset();
        store(connection, reached);
        return new Batch(reached, page.next() != null);
    }

    private void emptyIfAsked() throws SQLException {
        CompletableFuture<Long> asked = rebuilds.peek();
        if (asked != null) {
            database.write(connection -> {
                execute(connection, database.dialect().catalogLock());
                empty(connection);
                return connection;
            });
            position = 0;
            rebuilds.remove(asked);
            asked.complete(position);
        }
    }

    private static void empty(Connection connection) throws SQLException {
        execute(connection, "DELETE FROM service_summary");
        execute(connection, "DELETE FROM release_summary");
        store(connection, 0);
    }

    private static long stored(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT event_offset FROM projection_offset WHERE name = 'catalog'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void store(Connection connection, long offset) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE projection_offset SET event_offset = ? WHERE name = 'catalog'")) {
            update.setLong(1, offset);
            update.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
