package io.ionroller.persistence;

import io.ionroller.engine.query.AccessJournal;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.EventChain;
import io.ionroller.engine.query.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open store: the journal, the event log and the catalogue. Opened once by the composition root, before the ActorSystem,
 * which gets it through {@link StoreSetup}, and closed after the ActorSystem has terminated. Safe for all threads.
 *
 * <p>Opening locks the data folder of the embedded store, migrates the schema and refuses one that is newer than this
 * binary. Every acknowledged event outlives a crash of the process and of the machine.
 */
public final class Store implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Store.class);

    /** Of the embedded store; each file has its own. */
    private static final int CONNECTIONS = 10;

    /** Connections for the writer, the projection with one to read by and one to write by, and a spare. */
    private static final int NOT_FOR_READING = 4;

    private final @Nullable FolderLock lock;
    private final Database journalDatabase;
    private final Database catalogDatabase;
    private final ExecutorService reading;
    private final JdbcEventLog eventLog;
    private final EventChain eventChain;
    private final GroupCommitWriter writer;
    private final JournalStore journal;
    private final CatalogProjection projection;
    private final Catalog catalog;

    private Store(@Nullable FolderLock lock, Database journalDatabase, Database catalogDatabase) {
        // SQLite reads in native code, which would pin virtual threads to their carriers.
        int readers = journalDatabase.connections() - NOT_FOR_READING;
        this.lock = lock;
        this.journalDatabase = journalDatabase;
        this.catalogDatabase = catalogDatabase;
        this.reading = Executors.newFixedThreadPool(
                readers, Thread.ofPlatform().name("store-reader-", 0).daemon().factory());
        this.eventLog = new JdbcEventLog(journalDatabase, reading);
        this.eventChain = new JdbcEventChain(journalDatabase, reading);
        this.writer = new GroupCommitWriter(journalDatabase, eventLog::appended);
        this.journal = new JournalStore(journalDatabase, reading, writer);
        this.projection = new CatalogProjection(catalogDatabase, eventLog);
        this.catalog = new JdbcCatalog(catalogDatabase, eventLog, projection, reading);
    }

    /**
     * Opens the store, and makes it if there is none.
     *
     * @throws StoreException if another process has the folder, the database cannot be reached, or its schema is newer
     */
    public static Store open(StoreSettings settings) {
        long began = System.nanoTime();
        Store store = switch (settings) {
            case StoreSettings.Embedded embedded -> embedded(embedded.folder());
            case StoreSettings.PostgreSql postgresql -> postgresql(postgresql);
        };
        log.atInfo()
                .addKeyValue("store", settings)
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .log("store opened");
        return store;
    }

    private static Store embedded(Path folder) {
        FolderLock lock = FolderLock.acquire(folder);
        Database journal = null;
        Database catalog = null;
        try {
            journal = Database.sqlite(folder.resolve("journal.db"), Database.Durability.FULL, CONNECTIONS);
            Migrations.run(journal, Migrations.Part.JOURNAL);
            Chaining.run(journal);
            EventTimes.run(journal);
            catalog = catalog(folder);
            return new Store(lock, journal, catalog);
        } catch (RuntimeException e) {
            closeAll(catalog, journal, lock);
            throw e;
        }
    }

    /** Opens the file of the catalogue; one that cannot be used is thrown away, for the journal has all that was in it. */
    private static Database catalog(Path folder) {
        Path file = folder.resolve("catalog.db");
        try {
            return migrated(file);
        } catch (StoreException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("the catalogue cannot be used; it is made again from the journal");
            try {
                for (String suffix : new String[] {"", "-wal", "-shm"}) {
                    Files.deleteIfExists(folder.resolve("catalog.db" + suffix));
                }
            } catch (IOException undeletable) {
                e.addSuppressed(undeletable);
                throw e;
            }
            return migrated(file);
        }
    }

    private static Database migrated(Path file) {
        Database catalog = Database.sqlite(file, Database.Durability.REBUILDABLE, CONNECTIONS);
        try {
            Migrations.run(catalog, Migrations.Part.CATALOG);
            return catalog;
        } catch (RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    private static Store postgresql(StoreSettings.PostgreSql settings) {
        Database database = Database.postgresql(settings);
        try {
            Migrations.run(database, Migrations.Part.JOURNAL);
            Migrations.run(database, Migrations.Part.CATALOG);
            CopyMark.refuseUnfinished(database);
            Chaining.run(database);
            EventTimes.run(database);
            return new Store(null, database, database);
        } catch (RuntimeException e) {
            closeAll(database, null, null);
            throw e;
        }
    }

    public EventLog eventLog() {
        return eventLog;
    }

    public EventChain eventChain() {
        return eventChain;
    }

    /** Where events about access are stored. */
    public AccessJournal accessJournal() {
        return new JdbcAccessJournal(journal);
    }

    Database journalDatabase() {
        return journalDatabase;
    }

    public Catalog catalog() {
        return catalog;
    }

    /**
     * Empties the catalogue and lets it be made again from the journal, while everything else goes on.
     *
     * @return completed when it was emptied; {@link Catalog#lag()} tells how far it has come
     */
    public CompletionStage<Long> rebuildCatalog() {
        return projection.rebuild();
    }

    CatalogProjection projection() {
        return projection;
    }

    JournalStore journal() {
        return journal;
    }

    /** Stores what waits to be stored, then lets go of everything. */
    @Override
    public void close() {
        writer.close();
        projection.close();
        reading.shutdown();
        try {
            if (!reading.awaitTermination(10, TimeUnit.SECONDS)) {
                log.atWarn().log("reads were cut off because they did not end within 10s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll(catalogDatabase, journalDatabase, lock);
    }

    private static void closeAll(@Nullable Database first, @Nullable Database second, @Nullable FolderLock lock) {
        if (first != null) {
            first.close();
        }
        if (second != null && second != first) {
            second.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
