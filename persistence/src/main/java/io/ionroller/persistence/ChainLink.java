package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain.Broken;
import io.ionroller.engine.query.EventChain.Flaw;
import io.ionroller.engine.service.ShardedServices;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an event fits to the one before it in its service. */
final class ChainLink {

    private ChainLink() {}

    /**
     * How it does not fit; empty when it does.
     *
     * @param before the event before it; absent for the first of a service
     */
    static Optional<Broken> flaw(StoredRow stored, ChainHeads.@Nullable Head before) {
        long wanted = before == null ? 1 : before.sequence() + 1;
        if (stored.row().sequence() != wanted) {
            return Optional.of(new Broken(
                    service(stored),
                    wanted,
                    null,
                    Flaw.MISSING,
                    "event " + wanted,
                    "event " + stored.row().sequence()));
        }
        String expected = CanonicalEvent.hash(stored, before == null ? null : before.hash());
        if (stored.hash() == null) {
            return Optional.of(broken(stored, Flaw.UNCHAINED, expected, "nothing"));
        }
        return stored.hash().equals(expected)
                ? Optional.empty()
                : Optional.of(broken(stored, Flaw.ALTERED, expected, stored.hash()));
    }

    /** The service whose chain it is in, which the column of that name may no longer say. */
    static String service(StoredRow stored) {
        return service(stored.row().persistenceId());
    }

    /** Of the chain that {@link #service(String)} names. */
    static String persistenceId(ServiceName service) {
        return service.equals(ServiceName.ACCESS)
                ? JdbcAccessJournal.PERSISTENCE_ID
                : ShardedServices.persistenceId(service);
    }

    static String service(String persistenceId) {
        return persistenceId.substring(persistenceId.indexOf('|') + 1);
    }

    /** What the next event must fit to. */
    static ChainHeads.Head head(StoredRow stored) {
        return new ChainHeads.Head(stored.row().sequence(), stored.hash() == null ? "" : stored.hash());
    }

    private static Broken broken(StoredRow stored, Flaw flaw, String expected, String found) {
        return new Broken(service(stored), stored.row().sequence(), stored.offset(), flaw, expected, found);
    }
}
