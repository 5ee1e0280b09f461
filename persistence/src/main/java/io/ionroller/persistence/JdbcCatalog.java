package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.query.ServiceSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The catalogue as {@link CatalogProjection} wrote it. */
final class JdbcCatalog implements Catalog {

    private static final long LONGEST_WAIT_MILLIS = 500;

    private final Database database;
    private final JdbcEventLog eventLog;
    private final CatalogProjection projection;
    private final Executor reading;

    JdbcCatalog(Database database, JdbcEventLog eventLog, CatalogProjection projection, Executor reading) {
        this.database = database;
        this.eventLog = eventLog;
        this.projection = projection;
        this.reading = reading;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    @Override
    public CompletionStage<List<ServiceSummary>> services(@Nullable ServiceName after, int limit) {
        return caughtUp(connection -> list(
                connection,
                CatalogTables.SERVICES + " WHERE service > ? ORDER BY service LIMIT ?",
                row -> CatalogTables.service(row).summary(),
                after == null ? "" : after.value(),
                limit));
    }

    @Override
    public CompletionStage<List<ServiceSummary>> services(Set<ServiceName> names) {
        String places = String.join(", ", Collections.nCopies(names.size(), "?"));
        return names.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : caughtUp(connection -> list(
                        connection,
                        CatalogTables.SERVICES + " WHERE service IN (" + places + ") ORDER BY service",
                        row -> CatalogTables.service(row).summary(),
                        names.stream().map(ServiceName::value).toArray()));
    }

    @Override
    public CompletionStage<Optional<ServiceSummary>> service(ServiceName service) {
        return caughtUp(connection -> list(
                        connection,
                        CatalogTables.SERVICES + " WHERE service = ?",
                        row -> CatalogTables.service(row).summary(),
                        service.value()))
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletionStage<List<ServiceName>> servicesInFlight() {
        return caughtUp(connection -> list(
                connection,
                "SELECT service FROM service_summary WHERE active_release IS NOT NULL ORDER BY service",
                row -> new ServiceName(row.getString(1))));
    }

    @Override
    public CompletionStage<List<ServiceName>> activeServices() {
        return caughtUp(connection -> list(
                connection,
                "SELECT service FROM service_summary WHERE active_release IS NOT NULL OR environments <> '[]'"
                        + " ORDER BY service",
                row -> new ServiceName(row.getString(1))));
    }

    @Override
    public CompletionStage<List<ReleaseSummary>> releases(ServiceName service, @Nullable Long before, int limit) {
        return caughtUp(connection -> list(
                connection,
                CatalogTables.RELEASES + " WHERE service = ? AND release < ? ORDER BY release DESC LIMIT ?",
                row -> CatalogTables.release(row).summary(),
                service.value(),
                before == null ? Long.MAX_VALUE : before,
                limit));
    }

    @Override
    public CompletionStage<Optional<ReleaseSummary>> release(ServiceName service, long release) {
        return caughtUp(connection -> list(
                        connection,
                        CatalogTables.RELEASES + " WHERE service = ? AND release = ?",
                        row -> CatalogTables.release(row).summary(),
                        service.value(),
                        release))
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletionStage<Long> lag() {
        return CompletableFuture.supplyAsync(() -> JournalStore.run("read", this::state), reading)
                .thenApply(state -> Math.max(0, state.newest - state.position));
    }

    /** How far the journal and the catalogue have come, as stored: another engine may have moved either. */
    private record State(long newest, long position) {}

    private State state() throws SQLException {
        long newest = eventLog.newestOffsetNow();
        return new State(newest, projection.position());
    }

    /** Reads when everything that was stored before is in the catalogue, or after the longest wait. */
    private <T> CompletableFuture<T> caughtUp(Database.Work<T> work) {
        return CompletableFuture.supplyAsync(() -> JournalStore.run("read", this::state), reading)
                .thenCompose(state -> state.position >= state.newest
                        ? CompletableFuture.completedFuture(state.newest)
                        : projection
                                .reached(state.newest)
                                .completeOnTimeout(state.newest, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS))
                .thenApplyAsync(reached -> JournalStore.run("read", () -> database.read(work)), reading);
    }

    private static <T> List<T> list(Connection connection, String sql, Row<T> reader, Object... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reader.of(row));
                }
                return rows;
            }
        }
    }
}
