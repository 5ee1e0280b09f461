package io.ionroller.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A pool of connections to one database. All calls block: they are made on the store's own threads only. */
final class Database implements AutoCloseable {

    /** Blocking work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** How much of a commit is on the disk when it returns. */
    enum Durability {
        /** All of it: it outlives a killed process and a power cut. */
        FULL,
        /** It outlives a killed process; a power cut may take the newest commits, in order. For what can be made again. */
        REBUILDABLE
    }

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

    private final Dialect dialect;
    private final Function<Duration, DataSource> unpooled;
    private final @Nullable Availability availability;
    private final HikariDataSource pool;

    private Database(
            Dialect dialect,
            Function<Duration, DataSource> unpooled,
            @Nullable Availability availability,
            HikariConfig config) {
        this.dialect = dialect;
        this.unpooled = unpooled;
        this.availability = availability;
        this.pool = new HikariDataSource(config);
    }

    static Database sqlite(Path file, Durability durability, int connections) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(
                durability == Durability.FULL
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        sqlite.setBusyTimeout((int) CONNECTION_WAIT.toMillis());
        // A transaction that will write says so when it begins; single reads need none.
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setPoolName(String.valueOf(file.getFileName()));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        // Only macOS heeds it: there a plain fsync leaves data in the drive's cache.
        config.setConnectionInitSql("PRAGMA fullfsync = 1");
        try {
            return new Database(Dialect.SQLITE, limit -> source, null, config);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "The store " + file + " cannot be opened: " + rootOf(e).getMessage(), e);
        }
    }

    static Database postgresql(StoreSettings.PostgreSql settings) {
        ConnectionSettings connections = settings.connections();
        HikariConfig config = new HikariConfig();
        config.setDataSource(PostgresSource.of(
                settings,
                Map.of(
                        "reWriteBatchedInserts",
                        "true",
                        "socketTimeout",
                        ConnectionSettings.seconds(connections.socketTimeout()))));
        config.setPoolName("postgresql");
        config.setConnectionTimeout(connections.connectionTimeout().toMillis());
        config.setMaximumPoolSize(connections.poolSize());
        // The pool would look for a database that is away with growing pauses; that is Availability's work.
        config.setMinimumIdle(0);
        // A process that hangs in a transaction must not keep the others from writing; acknowledged means durable.
        config.setConnectionInitSql("SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s'; "
                + "SET statement_timeout = " + connections.statementTimeout().toMillis() + "; "
                + "SELECT set_config('synchronous_commit', 'on', false) "
                + "WHERE current_setting('synchronous_commit') = 'off'");
        Duration patience = connections.connectionTimeout();
        Function<Duration, DataSource> unpooled = limit -> PostgresSource.of(settings, limits(limit));
        try {
            return new Database(
                    Dialect.POSTGRESQL, unpooled, new Availability(unpooled.apply(patience), patience), config);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "The store " + settings + " cannot be opened: " + rootOf(e).getMessage() + nextStep(e), e);
        }
    }

    private static Map<String, String> limits(Duration limit) {
        String seconds = limit.isZero() ? "0" : ConnectionSettings.seconds(limit);
        return Map.of("loginTimeout", seconds, "socketTimeout", seconds);
    }

    private static String nextStep(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof SSLException) {
                return ". The server did not prove who it is: give its certificate authority as "
                        + ConnectionSettings.KEY
                        + ".tls.root-certificate (sslrootcert in the URL), and its name as it is in the certificate.";
            }
        }
        return "";
    }

    /** The pool's exception wraps what the driver said. */
    private static Throwable rootOf(RuntimeException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    Dialect dialect() {
        return dialect;
    }

    /** How many there are at most. */
    int connections() {
        return pool.getMaximumPoolSize();
    }

    /**
     * Makes new connections outside of the pool: for migrations, and for what must not wait for others.
     *
     * @param limit until the driver gives up a connection or an answer; zero: never
     */
    DataSource unpooled(Duration limit) {
        return unpooled.apply(limit);
    }

    /** Fails at once while the database is known to be away. */
    private Connection connection() throws SQLException {
        if (availability != null) {
            availability.check();
        }
        return pool.getConnection();
    }

    private <T extends SQLException> T noted(T failure) {
        if (availability != null) {
            availability.failed(failure);
        }
        return failure;
    }

    /** Runs single reads; every statement sees what was committed before it began. */
    <T> T read(Work<T> work) throws SQLException {
        try (Connection connection = connection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw noted(e);
        }
    }

    /** Runs one read that is fetched piece by piece. */
    <T> T stream(Work<T> work) throws SQLException {
        return dialect == Dialect.SQLITE ? read(work) : write(work);
    }

    /**
     * Runs work in one transaction, which is committed when this returns.
     *
     * @throws OutcomeUnknown if the commit itself failed, so that it may or may not have happened
     */
    <T> T write(Work<T> work) throws SQLException {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            return committed(connection, work);
        } catch (SQLException e) {
            throw noted(e);
        }
    }

    private <T> T committed(Connection connection, Work<T> work) throws SQLException {
        T result;
        try {
            result = work.with(connection);
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            rollback(connection, e);
            throw new OutcomeUnknown(e);
        }
        return result;
    }

    /** SQLite may have rolled back by itself (a full disk); then the connection's idea of it is wrong and it must go. */
    private void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            pool.evictConnection(connection);
        }
    }

    @Override
    public void close() {
        if (availability != null) {
            availability.close();
        }
        pool.close();
    }

    /** A commit failed. */
    static final class OutcomeUnknown extends SQLException {
        private static final long serialVersionUID = 1L;

        private OutcomeUnknown(SQLException cause) {
            super("the commit failed: " + cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
        }
    }
}
