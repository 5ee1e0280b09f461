package io.ionroller.benchmark;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.service.ShardedServices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills a journal with the events of releases that fail and leave nothing behind, of many services in turn, without chaining them. */
final class JournalFill {

    static final int SERVICES = 1_000;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String INSERT =
            "INSERT INTO event_journal (event_offset, persistence_id, sequence_nr, service, type, at, who, cause, command_id,"
                    + " release, environment, version, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Map<ServiceName, Long> sequences = new HashMap<>();
    private long offset;

    /** The version that release {@code n} of every service has. */
    static String version(long release) {
        return "1." + release % 50 + ".0";
    }

    void fill(Connection connection, int events) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (long release = 1; offset < events; release++) {
                for (int number = 0; number < SERVICES && offset < events; number++) {
                    ServiceName service = new ServiceName("service-" + number);
                    for (ServiceEvent event : life(service, release)) {
                        add(insert, service, release, event);
                    }
                    insert.executeBatch();
                }
                connection.commit();
            }
        }
    }

    private static List<ServiceEvent> life(ServiceName service, long release) {
        EnvironmentId environment = new EnvironmentId(service, release);
        Instant at = START.plusSeconds(release);
        Map<EnvironmentId, Weight> all = Map.of(environment, Weight.FULL);
        return List.of(
                new ServiceEvent.ReleaseAccepted(
                        release, new Version(version(release)), 1, ReleaseKind.RELEASE, environment, release),
                new ServiceEvent.RolloutStarted(release, List.of(), null, at),
                new ServiceEvent.EnvironmentCreated(release, environment, 2, at, Map.of()),
                new ServiceEvent.EnvironmentHealthChanged(environment, 2, 2, 2, "", at),
                new ServiceEvent.EnvironmentVerified(release, environment, 2, 2, List.of()),
                new ServiceEvent.StepStarted(release, 0, Weight.FULL, at),
                new ServiceEvent.TrafficIntended(release, release, all),
                new ServiceEvent.TrafficShifted(release, release, all, at),
                new ServiceEvent.EnvironmentHealthChanged(
                        environment, 1, 2, 2, "instance " + environment + "-1 is unhealthy: answered 503", at),
                new ServiceEvent.ReleaseFailed(release, "it is no longer healthy: 1 of 2 healthy"),
                new ServiceEvent.DrainStarted(environment, "release " + release + " ended as failed"),
                new ServiceEvent.EnvironmentRemoved(environment));
    }

    private void add(PreparedStatement insert, ServiceName service, long release, ServiceEvent event)
            throws SQLException {
        offset++;
        long sequence = sequences.merge(service, 1L, Long::sum);
        boolean asked = event instanceof ServiceEvent.ReleaseAccepted;
        Instant at = START.plus(offset * 250, ChronoUnit.MILLIS);
        EventMetadata metadata = new EventMetadata(
                at,
                asked ? "person-" + offset % 97 : EventMetadata.ENGINE,
                asked ? "start-release" : service + "/" + release + "/watch",
                service + "#" + sequence,
                null);
        insert.setLong(1, offset);
        insert.setString(2, ShardedServices.persistenceId(service));
        insert.setLong(3, sequence);
        insert.setString(4, service.value());
        insert.setString(5, EventCodec.typeOf(event));
        insert.setLong(6, ChronoUnit.MICROS.between(Instant.EPOCH, at));
        insert.setString(7, metadata.who());
        insert.setString(8, metadata.cause());
        insert.setString(9, metadata.commandId());
        Long about = EventQuery.releaseOf(event);
        if (about == null) {
            insert.setNull(10, Types.BIGINT);
        } else {
            insert.setLong(10, about);
        }
        EnvironmentId environment = event.aboutEnvironment();
        insert.setString(11, environment == null ? null : environment.toString());
        insert.setString(12, version(release));
        insert.setString(13, EventCodec.encode(new RecordedEvent(service, metadata, event)));
        insert.addBatch();
    }
}
