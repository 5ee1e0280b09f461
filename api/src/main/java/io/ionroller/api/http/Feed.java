package io.ionroller.api.http;

import io.ionroller.api.access.AccessBook;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's reading of the journal: page after page, then as events come. At most one page is in memory and the next one
 * is read only when the client has taken the one before. Used by one stream at a time.
 */
final class Feed {

    private static final int PAGE = 50;
    /** Events may be stored a little later than they were decided. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final EventLog log;
    private final AppendSignal signal;
    private final InstantSource clock;
    private final View view;
    private volatile long position;
    private volatile boolean ended;

    /**
     * What its reader wants, and may see.
     *
     * @param scope asked before every page: when it is nothing any more, the feed is over
     * @param rights where the scope comes from
     */
    record View(EventFilter filter, Supplier<ServiceScope> scope, AccessBook rights) {}

    /** Reads what is after an offset. */
    Feed(EventLog log, AppendSignal signal, InstantSource clock, View view, long after) {
        this.log = log;
        this.signal = signal;
        this.clock = clock;
        this.view = view;
        this.position = after;
    }

    /** The next events, perhaps none; nothing at all when the feed is over. */
    CompletionStage<Optional<List<LoggedEvent>>> read() {
        ServiceScope scope = view.scope().get();
        if (ended || signal.stopped() || scope.none()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletionStage<Void> wake = signal.next();
        boolean last = over();
        return log.newestOffset()
                .thenCompose(newest -> newest > position ? page(newest, last, scope) : idle(wake, last))
                .exceptionallyCompose(failure -> unread(failure));
    }

    private CompletionStage<Optional<List<LoggedEvent>>> page(long newest, boolean last, ServiceScope scope) {
        return log.read(view.filter()
                        .page(EventQuery.Order.OLDEST_FIRST, position, PAGE)
                        .within(scope))
                .thenCompose(page -> allowed(page, scope).thenCompose(allowed -> {
                    if (!allowed) {
                        return read();
                    }
                    ended = last && page.next() == null;
                    position = after(page, newest);
                    return CompletableFuture.completedFuture(Optional.of(page.events()));
                }));
    }

    /** A page may tell of the very change that takes it from its reader, before this process has read that change. */
    private CompletionStage<Boolean> allowed(EventPage page, ServiceScope scope) {
        return page.events().stream().anyMatch(event -> event.event().service().equals(ServiceName.ACCESS))
                ? view.rights().refresh().thenApply(known -> view.scope().get().equals(scope))
                : CompletableFuture.completedFuture(true);
    }

    /** Past the last page, everything up to the newest offset known before the reading was looked at. */
    private static long after(EventPage page, long newest) {
        Long next = page.next();
        if (next != null) {
            return next;
        }
        return page.events().isEmpty()
                ? newest
                : Math.max(newest, page.events().getLast().offset());
    }

    private static CompletionStage<Optional<List<LoggedEvent>>> idle(CompletionStage<Void> wake, boolean last) {
        return last
                ? CompletableFuture.completedFuture(Optional.empty())
                : wake.thenApply(woken -> Optional.of(List.of()));
    }

    private static CompletionStage<Optional<List<LoggedEvent>>> unread(Throwable failure) {
        LOG.atWarn().setCause(failure).log("the journal could not be read for a feed; will retry");
        return CompletableFuture.supplyAsync(
                () -> Optional.of(List.of()),
                CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether nothing more can come, because the time asked for has passed. */
    private boolean over() {
        Instant to = view.filter().to();
        return to != null && clock.instant().isAfter(to.plus(LATE));
    }
}
