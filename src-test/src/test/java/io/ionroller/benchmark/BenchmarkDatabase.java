package io.ionroller.benchmark;

import io.ionroller.persistence.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A real PostgreSQL that flushes to the disk, and what it has done: commits and processor time. */
final class BenchmarkDatabase implements AutoCloseable {

    private static final double TICKS_PER_SECOND = 100;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    BenchmarkDatabase() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
    }

    /** A new, empty database. */
    String create() throws SQLException {
        String name = "bench_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return name;
    }

    void drop(String name) throws SQLException {
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    StoreSettings store(String name) {
        return StoreSettings.parse(url(name));
    }

    /** As a server is told of it. */
    String url(String name) {
        return "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/" + name;
    }

    DataSource source(String name) {
        return server.getDatabase("postgres", name);
    }

    /** Transactions committed in a database so far, as the server's statistics say. */
    long commits(String name) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT xact_commit FROM pg_stat_database WHERE datname = '" + name + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Processor time of the server's processes so far, in seconds; of those that have ended too. */
    double processorSeconds() {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                    .mapToDouble(process -> ticks(process.pid()))
                    .sum();
        }
    }

    private static double ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
