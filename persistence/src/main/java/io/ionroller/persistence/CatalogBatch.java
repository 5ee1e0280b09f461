package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.persistence.CatalogRows.ReleaseKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes events into the catalogue within one transaction: rows are read once, changed in memory and written once. Rows that an
 * earlier batch has written are {@link CatalogRows remembered} and not read again.
 */
final class CatalogBatch {

    private final Connection connection;
    private final CatalogRows rows;
    private final Map<ServiceName, ServiceRow> services = new HashMap<>();
    private final Map<ReleaseKey, ReleaseRow> releases = new HashMap<>();

    /** @param rows as they are stored now, as far as they are known */
    CatalogBatch(Connection connection, CatalogRows rows) {
        this.connection = connection;
        this.rows = rows;
    }

    void take(LoggedEvent logged) throws SQLException {
        RecordedEvent recorded = logged.event();
        ServiceEvent event = recorded.event();
        if (event instanceof AccessEvent) {
            return; // about no service
        }
        Instant at = recorded.metadata().at();
        ReleaseRow release = release(recorded);
        if (release != null) {
            release = release.after(event, at);
            releases.put(new ReleaseKey(recorded.service(), release.summary().release()), release);
        }
        ServiceRow service = service(recorded.service());
        if (service == null) {
            service = ServiceRow.empty(recorded.service(), at);
        }
        services.put(recorded.service(), service.after(recorded, release));
    }

    void write() throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(CatalogTables.UPSERT_SERVICE)) {
            for (ServiceRow row : services.values()) {
                CatalogTables.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        try (PreparedStatement upsert = connection.prepareStatement(CatalogTables.UPSERT_RELEASE)) {
            for (ReleaseRow row : releases.values()) {
                CatalogTables.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** The transaction was committed. */
    void committed() {
        rows.remember(services, releases);
    }

    private @Nullable ReleaseRow release(RecordedEvent recorded) throws SQLException {
        if (recorded.event() instanceof ServiceEvent.ReleaseAccepted accepted) {
            return ReleaseRow.accepted(recorded, accepted);
        }
        Long number = recorded.event().aboutRelease();
        if (number == null) {
            return null;
        }
        ReleaseKey key = new ReleaseKey(recorded.service(), number);
        ReleaseRow known = releases.get(key);
        ReleaseRow remembered = known != null ? known : rows.release(key);
        return remembered != null ? remembered : storedRelease(recorded.service(), number);
    }

    private @Nullable ReleaseRow storedRelease(ServiceName service, long number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(CatalogTables.RELEASES + " WHERE service = ? AND release = ?")) {
            select.setString(1, service.value());
            select.setLong(2, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? CatalogTables.release(row) : null;
            }
        }
    }

    private @Nullable ServiceRow service(ServiceName service) throws SQLException {
        ServiceRow known = services.get(service);
        ServiceRow remembered = known != null ? known : rows.service(service);
        if (remembered != null) {
            return remembered;
        }
        try (PreparedStatement select = connection.prepareStatement(CatalogTables.SERVICES + " WHERE service = ?")) {
            select.setString(1, service.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? CatalogTables.service(row) : null;
            }
        }
    }
}
