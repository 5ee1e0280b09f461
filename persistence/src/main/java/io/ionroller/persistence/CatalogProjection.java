package io.ionroller.persistence;

import io.ionroller.engine.query.LoggedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the catalogue from the journal: follows it by offset on one thread and stores the changed rows together with the
 * offset reached in one transaction, so that every event counts exactly once. After a crash it goes on at the stored offset.
 * When it fails it tries again with growing pauses; no release waits for it.
 *
 * <p>With several engines on one database every one runs a projection, and whoever gets the lock takes a batch. The others do not
 * wait for the lock: they read how far the catalogue has come. So an engine that dies in the middle holds nobody up, and each
 * knows the true position whoever moved it.
 */
final class CatalogProjection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CatalogProjection.class);

    private static final int BATCH = 4_000;
    /** How often it looks for what other processes stored. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** So that a busy journal is followed in large batches, and takes a fifth of its thread's time: four times what the last one took. */
    private static final int LINGER = 4;

    private static final Duration SHORTEST_LINGER = Duration.ofMillis(20);

    private static final Duration LONGEST_LINGER = Duration.ofMillis(250);

    /** Until it is looked again how far another engine has come, when somebody waits and when nobody does. */
    private static final Duration OTHERS_TURN = Duration.ofMillis(10);

    private static final Duration OTHERS_LONG_TURN = Duration.ofMillis(250);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final JdbcEventLog eventLog;
    private final Semaphore nudges = new Semaphore(0);
    private final Semaphore hurry = new Semaphore(0);
    private final Queue<CompletableFuture<Long>> rebuilds = new ConcurrentLinkedQueue<>();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Outage outage = new Outage(
            log,
            "the catalogue cannot follow the journal; lists may be old",
            "the catalogue follows the journal again");
    private final AutoCloseable subscription;
    private final Thread thread;
    private final CatalogRows rows = new CatalogRows();
    private long rowsAt = -1;
    private long position = -1;
    private volatile boolean closed;

    private record Waiter(long offset, CompletableFuture<Long> reached) {}

    CatalogProjection(Database database, JdbcEventLog eventLog) {
        this.database = database;
        this.eventLog = eventLog;
        beginAnewIfAhead();
        this.subscription = eventLog.onAppend(this::nudge);
        this.thread = Thread.ofPlatform().name("catalog-projection").daemon().start(this::run);
    }

    /** Before anybody reads: rows that are ahead of the journal, which an older backup explains, would pass for new ones. */
    private void beginAnewIfAhead() {
        try {
            if (position() > eventLog.newestOffsetNow()) {
                step();
            }
        } catch (SQLException | RuntimeException notNow) {
            log.atDebug().setCause(notNow).log("the catalogue will be looked at when the database answers");
        }
    }

    /** Offset of the newest event that is in the catalogue, whoever took it in. */
    long position() throws SQLException {
        return database.read(CatalogProgress::read);
    }

    /** Completed as soon as everything up to this offset is in the catalogue. */
    CompletableFuture<Long> reached(long offset) {
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
                long began = System.nanoTime();
                Step step = step();
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                failures = 0;
                outage.worked();
                answerWaiters();
                switch (step) {
                    case MORE -> {}
                    case DONE -> pause(linger(took));
                    case ANOTHER_ENGINE -> letTheOther();
                }
            } catch (SQLException | RuntimeException e) {
                failures++;
                outage.failed(e.toString());
                log.atDebug().setCause(e).addKeyValue("failures", failures).log("the catalogue stands still");
                backOff(pauseAfter(failures));
            }
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = Duration.ofMillis(100L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Duration linger(Duration lastStep) {
        Duration linger = lastStep.multipliedBy(LINGER);
        if (linger.compareTo(SHORTEST_LINGER) < 0) {
            return SHORTEST_LINGER;
        }
        return linger.compareTo(LONGEST_LINGER) > 0 ? LONGEST_LINGER : linger;
    }

    /** Waits for the next event; then a little for more of them, unless somebody waits. */
    private void pause(Duration linger) {
        try {
            if (nudges.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean urgent = hurry.tryAcquire(linger.toMillis(), TimeUnit.MILLISECONDS);
                log.atTrace().addKeyValue("urgent", urgent).log("following the journal");
            }
            nudges.drainPermits();
            hurry.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Looking all the time would take a processor from an engine that starts, when all of them do. */
    private void letTheOther() {
        Duration turn = waiters.isEmpty() ? OTHERS_LONG_TURN : OTHERS_TURN;
        try {
            boolean urgent = hurry.tryAcquire(turn.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("urgent", urgent).log("another engine follows the journal");
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Waits in short parts: what is stored meanwhile does not shorten it, the end of the process does. */
    private void backOff(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (!closed && System.nanoTime() < end) {
            waiters.removeIf(waiter -> waiter.reached.isDone());
            sleep(Duration.ofMillis(50));
        }
    }

    private void sleep(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void answerWaiters() {
        waiters.removeIf(
                waiter -> waiter.reached.isDone() || position >= waiter.offset && waiter.reached.complete(position));
    }

    /** What became of the attempt to take in events. */
    private enum Step {
        DONE,
        MORE,
        ANOTHER_ENGINE
    }

    private record Taken(long reached, Step step, @Nullable CatalogBatch batch) {}

    /** Takes in the next events, if it is this engine's turn. */
    private Step step() throws SQLException {
        long newest = eventLog.newestOffsetNow();
        position = position();
        if (position == newest) {
            return Step.DONE;
        }
        Taken taken = database.write(connection -> step(connection, newest));
        position = taken.reached;
        CatalogBatch batch = taken.batch;
        if (batch != null) {
            batch.committed();
            rowsAt = taken.reached;
        }
        return taken.step;
    }

    private Taken step(Connection connection, long newest) throws SQLException {
        if (!CatalogProgress.tryLock(connection, database.dialect())) {
            return new Taken(CatalogProgress.read(connection), Step.ANOTHER_ENGINE, null);
        }
        long from = CatalogProgress.read(connection);
        if (from > newest && from > eventLog.newestOffsetNow()) {
            log.atWarn()
                    .addKeyValue("catalogue", from)
                    .addKeyValue("journal", newest)
                    .log("the catalogue is ahead of the journal, which an older backup explains; it is made again");
            CatalogProgress.empty(connection);
            from = 0;
        }
        List<LoggedEvent> events = eventLog.followingNow(from, BATCH);
        if (events.isEmpty()) {
            return new Taken(from, Step.DONE, null);
        }
        if (from != rowsAt) {
            rows.forget();
        }
        CatalogBatch batch = new CatalogBatch(connection, rows);
        for (LoggedEvent event : events) {
            batch.take(event);
        }
        batch.write();
        long reached = events.getLast().offset();
        CatalogProgress.write(connection, reached);
        // Fewer than asked for may be all that memory had, while another engine stored more.
        return new Taken(reached, reached >= newest ? Step.DONE : Step.MORE, batch);
    }

    private void emptyIfAsked() throws SQLException {
        CompletableFuture<Long> asked = rebuilds.peek();
        if (asked != null) {
            database.write(connection -> {
                CatalogProgress.lock(connection, database.dialect());
                CatalogProgress.empty(connection);
                return connection;
            });
            position = 0;
            rebuilds.remove(asked);
            asked.complete(position);
        }
    }
}
