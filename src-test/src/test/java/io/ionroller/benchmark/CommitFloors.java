package io.ionroller.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * The least that a durable engine on this database could cost: releases of {@value #STEPS} rows each, one after the other,
 * and nothing else. Once with a transaction for every row, on {@value #CONNECTIONS} connections; once with whatever waits in
 * one transaction. Rows are as wide as those of the journal.
 */
final class CommitFloors {

    static final int STEPS = 8;

    private static final int CONNECTIONS = 20;
    private static final int MOST_ROWS = 1_000;
    private static final String PAYLOAD = "x".repeat(400);
    private static final String INSERT = "INSERT INTO floor (release, step, payload) VALUES (?, ?, ?)";

    private final DataSource source;

    CommitFloors(DataSource source) throws SQLException {
        this.source = source;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE floor (id bigserial PRIMARY KEY, release bigint NOT NULL, step int NOT NULL,"
                            + " payload text NOT NULL, UNIQUE (release, step))");
        }
    }

    private void clear() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE floor");
        }
    }

    /** Releases per second with one commit per step. */
    double oneCommitPerStep(int releases) throws InterruptedException, SQLException {
        clear();
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        BlockingQueue<Integer> work = new LinkedBlockingQueue<>();
        for (int i = 0; i < releases; i++) {
            work.add(i);
        }
        long began = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Connection connection = source.getConnection();
                        PreparedStatement insert = connection.prepareStatement(INSERT)) {
                    for (Integer release = work.poll(); release != null; release = work.poll()) {
                        for (int step = 0; step < STEPS; step++) {
                            bind(insert, new Row(release, step, new CompletableFuture<>()));
                            insert.executeUpdate();
                        }
                    }
                    done.countDown();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        done.await();
        return releases / ((System.nanoTime() - began) / 1e9);
    }

    private record Row(int release, int step, CompletableFuture<Integer> stored) {}

    /** Releases per second with group commit and so many in flight. */
    double groupCommit(int releases, int inFlight) throws InterruptedException, SQLException {
        clear();
        BlockingQueue<Row> waiting = new LinkedBlockingQueue<>();
        Thread writer = Thread.ofPlatform().daemon().start(() -> write(waiting));
        Semaphore free = new Semaphore(inFlight);
        long began = System.nanoTime();
        for (int i = 0; i < releases; i++) {
            free.acquire();
            step(waiting, i, 0, free);
        }
        free.acquire(inFlight);
        double rate = releases / ((System.nanoTime() - began) / 1e9);
        writer.interrupt();
        return rate;
    }

    private static void step(BlockingQueue<Row> waiting, int release, int step, Semaphore free) {
        if (step == STEPS) {
            free.release();
            return;
        }
        CompletableFuture<Integer> stored = new CompletableFuture<>();
        stored.thenRun(() -> step(waiting, release, step + 1, free));
        waiting.add(new Row(release, step, stored));
    }

    private void write(BlockingQueue<Row> waiting) {
        List<Row> batch = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            while (true) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_ROWS - 1);
                for (Row row : batch) {
                    bind(insert, row);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                batch.forEach(row -> row.stored().complete(row.step()));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement insert, Row row) throws SQLException {
        insert.setLong(1, row.release());
        insert.setInt(2, row.step());
        insert.setString(3, PAYLOAD);
    }
}
