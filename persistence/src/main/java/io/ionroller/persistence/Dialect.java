package io.ionroller.persistence;

/** What differs between the two databases. */
enum Dialect {
    SQLITE("sqlite", "SELECT coalesce(max(event_offset), 0) FROM event_journal"),
    /**
     * Writers of all processes wait for each other until the commit is visible, so that the order of offsets is the order of
     * commits. The lock is its own statement because a statement sees what was committed before it began.
     */
    POSTGRESQL(
            "postgresql",
            "SELECT pg_advisory_xact_lock(" + Dialect.JOURNAL_LOCK + "); "
                    + "SELECT coalesce(max(event_offset), 0) FROM event_journal");

    /** Any number that nothing else uses in the database. */
    private static final long JOURNAL_LOCK = 7_410_731_001L;

    /** Keeps other processes from migrating until the end of the transaction. SQLite's folder has one process at a time. */
    static final String MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(7410731002)";

    private static final long CATALOG_LOCK = 7_410_731_003L;

    private final String folder;
    private final String newestOffsetForWriting;

    Dialect(String folder, String newestOffsetForWriting) {
        this.folder = folder;
        this.newestOffsetForWriting = newestOffsetForWriting;
    }

    /** Folder of the migration scripts. */
    String folder() {
        return folder;
    }

    /** Answers whether a table has this name. The driver's own way of asking costs hundreds of times as much. */
    String tableExists() {
        return switch (this) {
            case SQLITE -> "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
            case POSTGRESQL -> "SELECT to_regclass(?) IS NOT NULL";
        };
    }

    /** Keeps other writers of the journal away until the end of the transaction, then answers the newest offset. */
    String newestOffsetForWriting() {
        return newestOffsetForWriting;
    }

    /** Whether {@link #newestOffsetForWriting()} answers twice, the first time for its lock. */
    boolean locksFirst() {
        return this == POSTGRESQL;
    }

    /** Waits for other processes that project, then keeps them from it until the end of the transaction. */
    String catalogLock() {
        return switch (this) {
            case SQLITE -> "SELECT 1";
            case POSTGRESQL -> "SELECT pg_advisory_xact_lock(" + CATALOG_LOCK + ")";
        };
    }

    /** As {@link #catalogLock()}, but never waits: answers whether it got the lock. */
    String tryCatalogLock() {
        return switch (this) {
            case SQLITE -> "SELECT 1";
            case POSTGRESQL -> "SELECT pg_try_advisory_xact_lock(" + CATALOG_LOCK + ")";
        };
    }

    /**
     * Whether a text column is like a pattern, in any mixture of upper and lower case of ASCII letters. SQLite knows no others, and for
     * PostgreSQL all others would cost several times as much.
     */
    String contains(String column) {
        return switch (this) {
            case SQLITE -> column + " LIKE ? ESCAPE '\\'";
            case POSTGRESQL -> column + " COLLATE \"C\" ILIKE ? ESCAPE '\\'";
        };
    }

    /** For a transaction whose commit need not be flushed to the disk, because what a power cut takes is made again. */
    String rebuildable() {
        return switch (this) {
            case SQLITE -> "SELECT 1";
            case POSTGRESQL -> "SET LOCAL synchronous_commit TO off";
        };
    }
}
