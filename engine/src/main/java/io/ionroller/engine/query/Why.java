package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventQuery.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers why an event happened and what came of it, from the journal alone. Called by the API; never blocks. */
public final class Why {

    /** Events of the service that are looked at before the one that was asked about, and after it. */
    static final int MOST_EVENTS = 5_000;

    private final EventLog log;

    public Why(EventLog log) {
        this.log = log;
    }

    /**
     * From the request to its last effect so far, through the event at this offset. The first step is no request where that is
     * more than {@value #MOST_EVENTS} events of the service before.
     *
     * @param visible what the reader may see
     * @return empty when there is no such event for that reader; fails when the store cannot be read
     */
    public CompletionStage<Optional<List<Causes.Step>>> of(long offset, ServiceScope visible) {
        return log.read(page(null, Order.OLDEST_FIRST, offset - 1, 1).within(visible))
                .thenCompose(found -> {
                    if (found.events().isEmpty() || found.events().getFirst().offset() != offset) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    ServiceName service = found.events().getFirst().event().service();
                    return around(service, offset)
                            .thenApply(events -> Optional.of(Causes.of(events).chain(offset)));
                });
    }

    private CompletionStage<List<LoggedEvent>> around(ServiceName service, long offset) {
        return read(service, Order.NEWEST_FIRST, offset + 1, new ArrayList<>())
                .thenCompose(before -> read(service, Order.OLDEST_FIRST, offset, new ArrayList<>())
                        .thenApply(after -> {
                            List<LoggedEvent> all = new ArrayList<>(before.reversed());
                            all.addAll(after);
                            return all;
                        }));
    }

    private CompletionStage<List<LoggedEvent>> read(
            ServiceName service, Order order, long cursor, List<LoggedEvent> found) {
        return log.read(page(service, order, cursor, EventQuery.MOST)).thenCompose(page -> {
            found.addAll(page.events());
            return page.next() == null || found.size() >= MOST_EVENTS
                    ? CompletableFuture.completedFuture(found)
                    : read(service, order, page.next(), found);
        });
    }

    private static EventQuery page(@Nullable ServiceName service, Order order, long cursor, int limit) {
        return new EventQuery(service, Set.of(), null, null, null, null, null, order, cursor, limit);
    }
}
