package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a service knew at some time: its events up to then, replayed by the machine that its owner recovers with. Called
 * by the API; never blocks. It costs what a recovery of the service at that time would have cost.
 */
public final class PastStates {

    private final EventLog log;

    public PastStates(EventLog log) {
        this.log = log;
    }

    /**
     * The state after all events that were decided at that time or before, to the microsecond.
     *
     * @return the empty state when there were none; fails when the store cannot be read
     */
    public CompletionStage<ServiceState> at(ServiceName service, Instant time) {
        Instant after = time.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        return replay(ServiceState.empty(service), after, null);
    }

    private CompletionStage<ServiceState> replay(ServiceState state, Instant to, @Nullable Long cursor) {
        EventQuery query = new EventQuery(
                state.name(),
                Set.of(),
                null,
                null,
                null,
                null,
                to,
                EventQuery.Order.OLDEST_FIRST,
                cursor,
                EventQuery.MOST);
        return log.read(query).thenCompose(page -> {
            ServiceState next = Machine.replay(
                    state, page.events().stream().map(LoggedEvent::event).toList());
            return page.next() == null ? CompletableFuture.completedFuture(next) : replay(next, to, page.next());
        });
    }
}
