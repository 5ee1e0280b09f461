package io.ionroller.persistence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Copies the journal of an embedded store into an empty PostgreSQL database, with the same offsets and sequence numbers, and
 * proves that all arrived. Batches are transactions of their own: after a crash the next run goes on with the first row that
 * is missing, and until the proof succeeded no engine starts on the database. The source is only read.
 */
public final class JournalCopy {

    private static final int BATCH = 1_000;
    private static final int MOST_NAMES = 5;

    private final Path folder;
    private final Database source;
    private final Database target;
    private final LongConsumer progress;

    /** What to do with a journal in which a chain does not fit. */
    public enum BrokenChains {
        /** Copy nothing. */
        REFUSE,
        /** Copy it as it is, evidence and all. */
        COPY
    }

    /**
     * How it went.
     *
     * @param events that are in both journals now
     * @param copied that this run copied
     * @param broken services whose chain has an event that does not fit: it did not fit before, and was copied as it is
     * @param digest SHA-256 over all of them, the same on both sides
     */
    public record Result(long events, long copied, int services, int broken, String digest) {}

    private JournalCopy(Path folder, Database source, Database target, LongConsumer progress) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Called from the command line; no engine may be running on either side. Blocks until it is done.
     *
     * @param folder of the embedded store
     * @param broken what to do with a journal in which a chain does not fit
     * @param progress told after each batch how many events are in the target
     * @throws StoreException if an engine holds the source, a chain of it does not fit and that is to be refused, the target holds
     *     events that are no unfinished copy of it, or the proof fails
     */
    public static Result run(Path folder, StoreSettings.PostgreSql to, BrokenChains broken, LongConsumer progress) {
        if (!Files.isRegularFile(folder.resolve("journal.db"))) {
            throw new StoreException(
                    "There is no journal in " + folder + ": the file journal.db is missing. Name the folder"
                            + " \"store\" in the data folder of the server.");
        }
        Result result;
        try (FolderLock lock = FolderLock.acquire(folder);
                Database source = Database.sqlite(folder.resolve("journal.db"), Database.Durability.FULL, 2);
                Database target = Database.postgresql(to)) {
            Migrations.run(source, Migrations.Part.JOURNAL);
            Chaining.run(source);
            Migrations.run(target, Migrations.Part.JOURNAL);
            Migrations.run(target, Migrations.Part.CATALOG);
            result = JournalStore.run("copied", () -> new JournalCopy(folder, source, target, progress).run(broken));
        }
        CatalogRebuild.run(to);
        return result;
    }

    private Result run(BrokenChains broken) throws SQLException {
        long newest = newest(source);
        long there = newest(target);
        JournalContent from = JournalContent.of(source, newest);
        refuseBroken(from, broken);
        refuseOther(there, newest);
        CopyMark.set(target, folder);
        long copied = copy(there);
        Optional<String> difference = JournalContent.of(target, Long.MAX_VALUE).differenceFrom(from);
        if (difference.isPresent()) {
            throw new StoreException("The copy is not what was copied: " + difference.get()
                    + ". The database cannot be used; drop its tables and start anew.");
        }
        CopyMark.remove(target);
        return new Result(
                from.events(), copied, from.heads().size(), from.broken().size(), from.digest());
    }

    /** Whoever copies a journal that was changed should know it before the copy is what everybody goes on with. */
    private void refuseBroken(JournalContent from, BrokenChains broken) {
        if (broken == BrokenChains.REFUSE && !from.broken().isEmpty()) {
            String names = from.broken().stream()
                    .map(ChainLink::service)
                    .sorted()
                    .limit(MOST_NAMES)
                    .collect(Collectors.joining(", "));
            String more =
                    from.broken().size() > MOST_NAMES ? " and " + (from.broken().size() - MOST_NAMES) + " more" : "";
            throw new StoreException(
                    "The journal in " + folder + " is not as it was stored: in the chain of " + names + more
                            + " an event does not fit. Nothing was copied. Start a server with it and see where: ionroller audit verify;"
                            + " to copy it all the same, as it is: --with-broken-chains");
        }
    }

    /** What is in the target must be the beginning of the source, and either unfinished or all of it. */
    private void refuseOther(long there, long newest) throws SQLException {
        if (there == 0) {
            return;
        }
        boolean goesOn = CopyMark.unfinished(target).isPresent() || there == newest;
        if (!goesOn
                || there > newest
                || JournalContent.of(target, there)
                        .differenceFrom(JournalContent.of(source, there))
                        .isPresent()) {
            throw new StoreException("The database holds events up to offset " + there
                    + " that are no unfinished copy of " + folder + ". Nothing was changed; name an empty database.");
        }
    }

    private long copy(long there) throws SQLException {
        JournalTable table = new JournalTable(target.dialect());
        long copied = 0;
        long after = there;
        List<StoredRow> rows = next(after);
        while (!rows.isEmpty()) {
            long before = after;
            List<StoredRow> batch = rows;
            if (!target.write(connection -> table.insertAsStored(connection, before, batch))) {
                throw new StoreException(
                        "Something else writes into the database: its newest event is not the one at offset " + before
                                + " that was copied. Stop all servers that use it, empty it, and start anew.");
            }
            after = batch.getLast().offset();
            copied += batch.size();
            progress.accept(after);
            rows = next(after);
        }
        return copied;
    }

    private List<StoredRow> next(long after) throws SQLException {
        return source.read(connection -> StoredRow.after(connection, after, BATCH));
    }

    private static long newest(Database database) throws SQLException {
        return database.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT coalesce(max(event_offset), 0) FROM event_journal")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
