package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal service by service, in order of their persistence ids, and looks at every link. What is stored meanwhile may be
 * read or not. Holds one piece of the journal and the end of one chain.
 */
final class ChainScan implements EventChain.Check {

    private static final int BATCH = 2_000;

    private static final String ALL = StoredRow.SELECT
            + "WHERE (persistence_id, sequence_nr) > (?, ?) ORDER BY persistence_id, sequence_nr LIMIT " + BATCH;
    private static final String ONE = StoredRow.SELECT
            + "WHERE persistence_id = ? AND sequence_nr > ? ORDER BY persistence_id, sequence_nr LIMIT " + BATCH;
    private static final String FIRST_HOLE = "SELECT coalesce(min(event_offset + 1), 1) FROM event_journal j"
            + " WHERE NOT EXISTS (SELECT 1 FROM event_journal n WHERE n.event_offset = j.event_offset + 1)";

    private final Database database;
    private final Executor reading;
    private final boolean onlyOne;
    private final @Nullable Long headsAt;
    private long newestAtFirst = -1;
    private long events;
    private long eventsOfFirst;
    private long services;
    private String persistenceId;
    private long sequence;
    private ChainHeads.@Nullable Head end;
    private EventChain.@Nullable Head head;
    private boolean broken;

    ChainScan(Database database, Executor reading, @Nullable ServiceName service, @Nullable Long headsAt) {
        this.database = database;
        this.reading = reading;
        this.onlyOne = service != null;
        this.headsAt = headsAt;
        this.persistenceId = service == null ? "" : ChainLink.persistenceId(service);
    }

    @Override
    public CompletionStage<EventChain.Piece> next() {
        return CompletableFuture.supplyAsync(() -> JournalStore.run("read", () -> database.read(this::piece)), reading);
    }

    private EventChain.Piece piece(Connection connection) throws SQLException {
        if (newestAtFirst < 0) {
            newestAtFirst = number(connection, JdbcEventLog.NEWEST);
        }
        List<EventChain.Finding> findings = new ArrayList<>();
        List<StoredRow> rows = StoredRow.list(connection, onlyOne ? ONE : ALL, persistenceId, sequence);
        for (StoredRow row : rows) {
            take(row, findings);
        }
        boolean last = rows.size() < BATCH;
        if (last) {
            endService(findings);
            if (!onlyOne) {
                hole(connection).ifPresent(findings::add);
            }
        }
        return new EventChain.Piece(events, services, findings, last);
    }

    private void take(StoredRow stored, List<EventChain.Finding> findings) {
        if (end == null || !stored.row().persistenceId().equals(persistenceId)) {
            endService(findings);
            persistenceId = stored.row().persistenceId();
            services++;
        }
        if (!broken) {
            ChainLink.flaw(stored, end).ifPresent(flaw -> {
                findings.add(flaw);
                broken = true;
            });
        }
        end = ChainLink.head(stored);
        sequence = stored.row().sequence();
        if (headsAt != null && stored.offset() <= headsAt) {
            head = new EventChain.Head(ChainLink.service(stored), sequence, end.hash());
        }
        events++;
        eventsOfFirst += stored.offset() <= newestAtFirst ? 1 : 0;
    }

    private void endService(List<EventChain.Finding> findings) {
        if (head != null) {
            findings.add(head);
        }
        head = null;
        end = null;
        broken = false;
    }

    /** Offsets have no gaps, so of all events up to the newest one there must be as many as its offset says. */
    private Optional<EventChain.Finding> hole(Connection connection) throws SQLException {
        return eventsOfFirst == newestAtFirst
                ? Optional.empty()
                : Optional.of(new EventChain.Hole(firstHole(connection)));
    }

    private static long firstHole(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM event_journal WHERE event_offset = 1") == 0
                ? 1
                : number(connection, FIRST_HOLE);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
