package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.persistence.Database.OutcomeUnknown;
import io.ionroller.persistence.WriteQueue.Write;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes what many entities hand over in as few transactions as possible: whatever waits when the thread is free goes into
 * one transaction, so that one flush to the disk serves all of it; what is urgent goes into the next one, before everything
 * else. A write is acknowledged after its commit.
 *
 * <p>When a transaction fails because of one row, every write is tried alone, so that only the bad one fails. When the store
 * is in trouble all fail: their entities stop, start again and read what is stored.
 */
final class GroupCommitWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommitWriter.class);

    private static final int MOST_WAITING = 100_000;

    private final Database database;
    private final JournalTable table;
    private final Consumer<List<LoggedEvent>> committed;
    private final WriteQueue waiting = new WriteQueue(MOST_WAITING);
    private final Outage outage =
            new Outage(log, "the store cannot be written; writes fail until it can", "the store can be written again");
    private final Thread thread;

    /** @param committed gets the events of every commit, on the writer's thread; must not block */
    GroupCommitWriter(Database database, Consumer<List<LoggedEvent>> committed) {
        this.database = database;
        this.table = new JournalTable(database.dialect());
        this.committed = committed;
        this.thread = Thread.ofPlatform().name("journal-writer").daemon().start(this::run);
    }

    /**
     * Stores the rows together. Never blocks.
     *
     * @return completed with their number when they are durable; fails with what the store said, or when too much is waiting already
     */
    CompletableFuture<Integer> append(List<JournalRow> rows, Urgency urgency) {
        Write write = new Write(rows, urgency, new CompletableFuture<>());
        switch (waiting.offer(write)) {
            case TAKEN -> {}
            case FULL ->
                write.done()
                        .completeExceptionally(new StoreException(
                                MOST_WAITING + " writes are waiting: the store is too slow or hangs"));
            case CLOSED -> write.done().completeExceptionally(new StoreException("the store is closed"));
        }
        return write.done();
    }

    /** Stores what is waiting, then ends. */
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Write> batch = take();
        while (!batch.isEmpty()) {
            try {
                commit(batch);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("the journal's writer failed and goes on");
                for (Write write : batch) {
                    write.done().completeExceptionally(e);
                }
            }
            batch = take();
        }
    }

    private List<Write> take() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                log.atWarn().log("the journal's writer was interrupted and goes on");
            }
        }
    }

    private void commit(List<Write> batch) {
        SQLException failure = tryCommit(batch);
        if (failure == null) {
            return;
        }
        if (batch.size() == 1 || !causedByARow(failure)) {
            fail(batch, failure);
            return;
        }
        for (Write alone : batch) {
            SQLException own = tryCommit(List.of(alone));
            if (own != null) {
                fail(List.of(alone), own);
            }
        }
    }

    private @Nullable SQLException tryCommit(List<Write> batch) {
        List<JournalRow> rows = new ArrayList<>();
        batch.forEach(write -> rows.addAll(write.rows()));
        List<LoggedEvent> events;
        try {
            events = database.write(connection -> table.insert(connection, rows));
        } catch (SQLException e) {
            return e;
        }
        table.committed();
        outage.worked();
        batch.forEach(write -> write.done().complete(write.rows().size()));
        committed.accept(events);
        return null;
    }

    /** Constraints (SQLite 19, class 23), values that cannot be stored (SQLite 18, 20 and 25, class 22). */
    private static boolean causedByARow(SQLException failure) {
        if (failure instanceof OutcomeUnknown) {
            return false;
        }
        String state = failure.getSQLState();
        int primaryCode = failure.getErrorCode() & 0xff;
        return state != null && !state.isEmpty()
                ? state.startsWith("22") || state.startsWith("23")
                : primaryCode == 18 || primaryCode == 19 || primaryCode == 20 || primaryCode == 25;
    }

    /** What the database said, without the values that the driver adds for batches: they do not belong into a log. */
    private static String reason(SQLException failure) {
        Throwable told =
                failure instanceof BatchUpdateException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }

    private void fail(List<Write> batch, SQLException failure) {
        if (causedByARow(failure)) {
            JournalRow first = batch.getFirst().rows().getFirst();
            // Events about access have no owner: whoever is slower reads and decides again.
            log.atLevel(first.service().equals(ServiceName.ACCESS.value()) ? Level.DEBUG : Level.WARN)
                    .addKeyValue("persistence_id", first.persistenceId())
                    .addKeyValue("sequence", first.sequence())
                    .addKeyValue("reason", reason(failure))
                    .log("an event was refused by the store; is another engine running this service?");
        } else {
            outage.failed(reason(failure));
        }
        StoreException told = new StoreException("the journal could not be written: " + reason(failure), failure);
        batch.forEach(write -> write.done().completeExceptionally(told));
    }
}
