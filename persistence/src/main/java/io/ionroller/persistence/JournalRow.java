package io.ionroller.persistence;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way into the journal: the stored text and the columns that are searched.
 *
 * @param at microseconds since 1970
 * @param release the release it is about; for an event about an environment the one that created it
 * @param version the version that the event itself names; otherwise it is looked up by release
 * @param event what the text says; absent in a row that was read and not decoded
 */
record JournalRow(
        String persistenceId,
        long sequence,
        String service,
        String type,
        long at,
        String who,
        String cause,
        String commandId,
        @Nullable Long release,
        @Nullable String environment,
        @Nullable String version,
        String payload,
        @Nullable RecordedEvent event) {

    static JournalRow of(String persistenceId, long sequence, RecordedEvent recorded) {
        ServiceEvent event = recorded.event();
        EventMetadata metadata = recorded.metadata();
        EnvironmentId environment = event.aboutEnvironment();
        return new JournalRow(
                persistenceId,
                sequence,
                recorded.service().value(),
                EventCodec.typeOf(event),
                micros(metadata.at()),
                column(metadata.who()),
                column(metadata.cause()),
                column(metadata.commandId()),
                EventQuery.releaseOf(event),
                environment == null ? null : environment.toString(),
                version(event),
                EventCodec.encode(recorded),
                recorded);
    }

    /** The same with the version that it is about. */
    JournalRow about(@Nullable String known) {
        return new JournalRow(
                persistenceId,
                sequence,
                service,
                type,
                at,
                who,
                cause,
                commandId,
                release,
                environment,
                known,
                payload,
                event);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable String version(ServiceEvent event) {
        return switch (event) {
            case ServiceEvent.ReleaseAccepted accepted -> accepted.version().value();
            case ServiceEvent.DropAccepted dropped -> dropped.version().value();
            case ServiceEvent other -> null;
        };
    }

    /** PostgreSQL's text cannot hold the character 0; the payload has it escaped. */
    private static String column(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
