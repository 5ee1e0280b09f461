package io.ionroller.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.rollout.PhaseName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the rows of the catalogue are written and read. */
final class CatalogTables {

    static final String SERVICES = "SELECT service, revision, stable_environment, stable_version, stable_release,"
            + " active_release, active_version, active_phase, environments, traffic, changed_at, standing"
            + " FROM service_summary";

    static final String RELEASES = "SELECT service, release, version, revision, kind, environment, origin, phase,"
            + " phase_since, phase_before, reason, requested_by, requested_at, ended_at, phases, resolved"
            + " FROM release_summary";

    static final String UPSERT_SERVICE = "INSERT INTO service_summary (service, revision, stable_environment,"
            + " stable_version, stable_release, active_release, active_version, active_phase, environments, traffic,"
            + " changed_at, standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (service) DO UPDATE SET"
            + " revision = excluded.revision, stable_environment = excluded.stable_environment,"
            + " stable_version = excluded.stable_version, stable_release = excluded.stable_release,"
            + " active_release = excluded.active_release, active_version = excluded.active_version,"
            + " active_phase = excluded.active_phase, environments = excluded.environments,"
            + " traffic = excluded.traffic, changed_at = excluded.changed_at, standing = excluded.standing";

    /** What a release was accepted with never changes. */
    static final String UPSERT_RELEASE = "INSERT INTO release_summary (service, release, version, revision, kind,"
            + " environment, origin, phase, phase_since, phase_before, reason, requested_by, requested_at, ended_at,"
            + " phases, resolved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (service, release)"
            + " DO UPDATE SET phase = excluded.phase, phase_since = excluded.phase_since,"
            + " phase_before = excluded.phase_before, reason = excluded.reason, ended_at = excluded.ended_at,"
            + " phases = excluded.phases, resolved = excluded.resolved";

    private static final ObjectMapper JSON = Json.mapper();

    private CatalogTables() {}

    static void bind(PreparedStatement statement, ServiceRow row) throws SQLException {
        ServiceRow.Stable stable = row.stable();
        ServiceRow.Active active = row.active();
        statement.setString(1, row.service().value());
        set(statement, 2, row.revision() == null ? null : Long.valueOf(row.revision()));
        statement.setString(3, stable == null ? null : stable.environment());
        statement.setString(4, stable == null ? null : stable.version());
        set(statement, 5, stable == null ? null : (Long) stable.release());
        set(statement, 6, active == null ? null : (Long) active.release());
        statement.setString(7, active == null ? null : active.version());
        statement.setString(8, active == null ? null : active.phase());
        statement.setString(9, text(row.environments()));
        statement.setString(10, text(row.traffic()));
        statement.setLong(11, JournalRow.micros(row.changedAt()));
        statement.setString(12, text(row.standing()).replace("\\u0000", "\\uFFFD"));
    }

    static void bind(PreparedStatement statement, ReleaseRow row) throws SQLException {
        ReleaseSummary summary = row.summary();
        Instant endedAt = summary.endedAt();
        statement.setString(1, summary.service().value());
        statement.setLong(2, summary.release());
        statement.setString(3, summary.version());
        statement.setInt(4, summary.revision());
        statement.setString(5, summary.kind());
        statement.setString(6, summary.environment());
        statement.setLong(7, summary.origin());
        statement.setString(8, summary.phase());
        statement.setLong(9, JournalRow.micros(row.since()));
        statement.setString(10, row.before().text());
        statement.setString(11, summary.reason().replace('\0', '\uFFFD'));
        statement.setString(12, summary.requestedBy().replace('\0', '\uFFFD'));
        statement.setLong(13, JournalRow.micros(summary.requestedAt()));
        set(statement, 14, endedAt == null ? null : JournalRow.micros(endedAt));
        statement.setString(15, phases(summary.phases()));
        statement.setString(16, summary.resolved().isEmpty() ? null : text(summary.resolved()));
    }

    static ServiceRow service(ResultSet row) throws SQLException {
        String stable = row.getString(3);
        Long active = number(row, 6);
        Long revision = number(row, 2);
        return new ServiceRow(
                new ServiceName(row.getString(1)),
                revision == null ? null : (Integer) revision.intValue(),
                stable == null ? null : new ServiceRow.Stable(stable, row.getString(4), row.getLong(5)),
                active == null ? null : new ServiceRow.Active(active, row.getString(7), row.getString(8)),
                texts(row.getString(9)),
                texts(row.getString(10)),
                standing(row.getString(12)),
                JournalRow.instant(row.getLong(11)));
    }

    static ReleaseRow release(ResultSet row) throws SQLException {
        Long endedAt = number(row, 14);
        ReleaseSummary summary = new ReleaseSummary(
                new ServiceName(row.getString(1)),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(11),
                row.getString(12),
                JournalRow.instant(row.getLong(13)),
                endedAt == null ? null : JournalRow.instant(endedAt),
                phases(row.getString(15)),
                resolved(row.getString(16)));
        return new ReleaseRow(
                summary, phase(row.getString(8)), JournalRow.instant(row.getLong(9)), phase(row.getString(10)));
    }

    private static PhaseName phase(String text) {
        return PhaseName.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static void set(PreparedStatement statement, int index, @Nullable Long number) throws SQLException {
        if (number == null) {
            statement.setNull(index, java.sql.Types.BIGINT);
        } else {
            statement.setLong(index, number);
        }
    }

    private static @Nullable Long number(ResultSet row, int index) throws SQLException {
        long number = row.getLong(index);
        return row.wasNull() ? null : (Long) number;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> texts(String json) {
        return read(json, new TypeReference<TreeSet<String>>() {});
    }

    /** @param json absent when a node of an older version wrote the row */
    private static Standing standing(@Nullable String json) {
        return json == null ? Standing.NONE : read(json, new TypeReference<Standing>() {});
    }

    /** Phases in whole microseconds, in their order. */
    private static String phases(Map<String, Duration> phases) {
        Map<String, Long> micros = new LinkedHashMap<>();
        phases.forEach((phase, spent) -> micros.put(phase, spent.toNanos() / 1_000));
        return text(micros);
    }

    private static Map<String, Duration> phases(String json) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        read(json, new TypeReference<LinkedHashMap<String, Long>>() {})
                .forEach((phase, micros) -> phases.put(phase, Duration.ofNanos(micros * 1_000)));
        return phases;
    }

    private static Map<String, String> resolved(@Nullable String json) {
        return json == null ? Map.of() : read(json, new TypeReference<TreeMap<String, String>>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what the catalogue wrote: " + json, e);
        }
    }
}
