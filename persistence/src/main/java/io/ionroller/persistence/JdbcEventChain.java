package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The chains in the journal's table. */
final class JdbcEventChain implements EventChain {

    /** One statement, so that all are of one moment. Without what an older node has stored and nobody has chained yet. */
    private static final String HEADS =
            "SELECT j.persistence_id, j.sequence_nr, j.hash, j.event_offset FROM event_journal j"
                    + " JOIN (SELECT persistence_id, max(sequence_nr) AS newest FROM event_journal WHERE hash IS NOT NULL"
                    + " GROUP BY persistence_id) n ON n.persistence_id = j.persistence_id AND n.newest = j.sequence_nr"
                    + " ORDER BY j.persistence_id";

    private static final String ONE = StoredRow.SELECT + "WHERE persistence_id = ? AND sequence_nr = ?";
    private static final String FOLLOWING =
            StoredRow.SELECT + "WHERE persistence_id = ? AND sequence_nr > ? ORDER BY sequence_nr LIMIT ?";

    private final Database database;
    private final Executor reading;

    JdbcEventChain(Database database, Executor reading) {
        this.database = database;
        this.reading = reading;
    }

    @Override
    public Check check(@Nullable ServiceName service, @Nullable Long headsAt) {
        return new ChainScan(database, reading, service, headsAt);
    }

    @Override
    public CompletionStage<List<Hashed>> hashed(ServiceName service, long after, int limit) {
        return CompletableFuture.supplyAsync(
                () -> JournalStore.run(
                        "read", () -> database.read(connection -> hashed(connection, service, after, limit))),
                reading);
    }

    private static List<Hashed> hashed(Connection connection, ServiceName service, long after, int limit)
            throws SQLException {
        String id = ChainLink.persistenceId(service);
        String previous = null;
        if (after > 0) {
            List<StoredRow> before = StoredRow.list(connection, ONE, id, after);
            previous = before.isEmpty() ? null : before.getFirst().hash();
        }
        List<Hashed> lines = new ArrayList<>();
        for (StoredRow stored : StoredRow.list(connection, FOLLOWING, id, after, limit)) {
            lines.add(new Hashed(stored.row().sequence(), CanonicalEvent.of(stored, previous)));
            previous = stored.hash();
        }
        return lines;
    }

    @Override
    public CompletionStage<Heads> heads() {
        return CompletableFuture.supplyAsync(
                () -> JournalStore.run("read", () -> database.read(JdbcEventChain::heads)), reading);
    }

    private static Heads heads(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HEADS);
                ResultSet row = select.executeQuery()) {
            List<Head> heads = new ArrayList<>();
            long offset = 0;
            while (row.next()) {
                heads.add(new Head(ChainLink.service(row.getString(1)), row.getLong(2), row.getString(3)));
                offset = Math.max(offset, row.getLong(4));
            }
            return new Heads(offset, heads);
        }
    }
}
