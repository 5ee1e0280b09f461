package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains stored events that are not chained yet: those of the time before there were chains, and those that an older node has
 * stored during an upgrade. A start does it for all services before anything else is stored; the writer does it for a service
 * that it goes on with. Each transaction keeps writers away, so a crash leaves the beginning chained and the next start goes on.
 */
final class Chaining {

    private static final Logger log = LoggerFactory.getLogger(Chaining.class);

    private static final int BATCH = 1_000;
    private static final int EVENTS_BETWEEN_REPORTS = 100_000;

    private static final String UNCHAINED =
            StoredRow.SELECT + "WHERE hash IS NULL ORDER BY persistence_id, sequence_nr LIMIT ?";
    private static final String UNCHAINED_OF_SERVICE =
            StoredRow.SELECT + "WHERE hash IS NULL AND persistence_id = ? ORDER BY sequence_nr LIMIT ?";
    private static final String ONE = StoredRow.SELECT + "WHERE persistence_id = ? AND sequence_nr = ?";

    private Chaining() {}

    /**
     * Chains all. Blocks until it is done; with nothing to do it costs one query of an empty index.
     *
     * @throws StoreException if the store cannot be read or written
     */
    static void run(Database database) {
        long chained = 0;
        int batch;
        do {
            batch = JournalStore.run(
                    "chained",
                    () -> database.write(connection -> {
                        JournalTable.newestOffset(connection, database.dialect());
                        return chain(connection, StoredRow.list(connection, UNCHAINED, BATCH))
                                .size();
                    }));
            chained += batch;
            if (chained % EVENTS_BETWEEN_REPORTS == 0 && batch > 0) {
                log.atInfo().addKeyValue("events", chained).log("chaining the stored events, once");
            }
        } while (batch == BATCH);
        if (chained > 0) {
            log.atInfo().addKeyValue("events", chained).log("stored events were chained");
        }
    }

    /** Chains what is unchained of one service, within a transaction that keeps other writers away; answers the end of its chain. */
    static Optional<ChainHeads.Head> ofService(Connection connection, String persistenceId) throws SQLException {
        Optional<ChainHeads.Head> end = Optional.empty();
        List<ChainHeads.Head> chained;
        do {
            chained = chain(connection, StoredRow.list(connection, UNCHAINED_OF_SERVICE, persistenceId, BATCH));
            end = chained.isEmpty() ? end : Optional.of(chained.getLast());
        } while (chained.size() == BATCH);
        return end;
    }

    private static List<ChainHeads.Head> chain(Connection connection, List<StoredRow> rows) throws SQLException {
        List<ChainHeads.Head> chained = new ArrayList<>(rows.size());
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE event_journal SET hash = ? WHERE event_offset = ?")) {
            StoredRow before = null;
            for (StoredRow row : rows) {
                StoredRow previous = before != null && follows(row, before) ? before : before(connection, row);
                String hash = CanonicalEvent.hash(row, previous == null ? null : previous.hash());
                update.setString(1, hash);
                update.setLong(2, row.offset());
                update.addBatch();
                chained.add(new ChainHeads.Head(row.row().sequence(), hash));
                before = new StoredRow(row.offset(), row.row(), hash);
            }
            if (!rows.isEmpty()) {
                update.executeBatch();
            }
        }
        return chained;
    }

    private static boolean follows(StoredRow row, StoredRow before) {
        return row.row().persistenceId().equals(before.row().persistenceId())
                && row.row().sequence() == before.row().sequence() + 1;
    }

    private static @Nullable StoredRow before(Connection connection, StoredRow row) throws SQLException {
        return StoredRow.list(
                        connection, ONE, row.row().persistenceId(), row.row().sequence() - 1)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
