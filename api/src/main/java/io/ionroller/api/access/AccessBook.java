package io.ionroller.api.access;

import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.access.AccessState;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.AccessJournal;
import io.ionroller.engine.query.EventLog;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as one process knows it from the journal, and the way to change it. A change is decided on what is known and
 * stored right behind it; if another node was faster, that is read first and it is decided anew. Thread-safe; never blocks.
 */
public final class AccessBook {

    /** A change that other nodes overtake for so long is given up. A turn takes some milliseconds, so this is many. */
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(10);

    private final EventLog log;
    private final AccessJournal journal;
    private final InstantSource clock;
    private volatile AccessState state = AccessState.EMPTY;
    private volatile @Nullable Long readAt;
    private volatile long offset;
    private CompletableFuture<AccessState> reading = CompletableFuture.completedFuture(AccessState.EMPTY);
    private @Nullable CompletableFuture<AccessState> waiting;
    private CompletionStage<?> changing = CompletableFuture.completedFuture(AccessState.EMPTY);

    public AccessBook(EventLog log, AccessJournal journal, InstantSource clock) {
        this.log = log;
        this.journal = journal;
        this.clock = clock;
    }

    /** What came of a change. */
    public sealed interface Outcome {}

    /** It is stored, and this process knows it. */
    public record Changed(AccessState state) implements Outcome {}

    /** Nothing has changed. */
    public record Refused(Rejection rejection) implements Outcome {}

    /** What is known now. */
    public AccessState state() {
        return state;
    }

    /** Whether it was read within this time. */
    public boolean readWithin(Duration longest) {
        Long at = readAt;
        return at != null && System.nanoTime() - at <= longest.toNanos();
    }

    /** Reads what was stored meanwhile; the stage has everything that was stored before the call. */
    public synchronized CompletionStage<AccessState> refresh() {
        CompletableFuture<AccessState> before = waiting;
        if (before != null) {
            return before;
        }
        CompletableFuture<AccessState> following = new CompletableFuture<>();
        waiting = following;
        reading.whenComplete((known, failure) -> begin(following));
        return following;
    }

    /** One reading at a time is under way; whoever asks meanwhile waits for the next one. */
    private void begin(CompletableFuture<AccessState> following) {
        synchronized (this) {
            reading = following;
            waiting = null;
        }
        read(System.nanoTime()).whenComplete((known, failure) -> {
            if (failure == null) {
                following.complete(known);
            } else {
                following.completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<AccessState> read(long began) {
        EventQuery following = new EventQuery(
                ServiceName.ACCESS,
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                EventQuery.Order.OLDEST_FIRST,
                offset,
                EventQuery.MOST);
        return log.read(following).thenCompose(page -> {
            take(page);
            if (page.next() != null) {
                return read(began);
            }
            readAt = began;
            return CompletableFuture.completedFuture(state);
        });
    }

    private void take(EventPage page) {
        AccessState known = state;
        for (LoggedEvent event : page.events()) {
            known = known.after(event);
            offset = event.offset();
        }
        state = known;
    }

    /**
     * Changes something. Changes of one process happen one after the other, so that only other nodes can be faster.
     *
     * @param who as events name it
     * @return fails when the journal cannot be read or written
     */
    public synchronized CompletionStage<Outcome> change(AccessCommand command, String who) {
        CompletionStage<Outcome> result = changing.handle(
                        (before, failure) -> new Change(command, who, System.nanoTime()))
                .thenCompose(change -> refresh().thenCompose(known -> attempt(change, known)));
        changing = result;
        return result;
    }

    private record Change(AccessCommand command, String who, long began) {
        boolean mayGoOn() {
            return System.nanoTime() - began < LONGEST_CHANGE.toNanos();
        }
    }

    private CompletionStage<Outcome> attempt(Change change, AccessState known) {
        return switch (change.command().decide(known, clock.instant())) {
            case AccessCommand.Rejected(Rejection rejection) ->
                CompletableFuture.completedFuture(new Refused(rejection));
            case AccessCommand.Accepted(List<AccessEvent> events)
            when events.isEmpty() -> CompletableFuture.completedFuture(new Changed(known));
            case AccessCommand.Accepted(List<AccessEvent> events) ->
                journal.append(known.sequence(), recorded(events, change))
                        .handle((stored, failure) -> refresh().thenCompose(after -> {
                            boolean overtaken = failure != null && after.sequence() > known.sequence();
                            if (overtaken && change.mayGoOn()) {
                                return attempt(change, after);
                            }
                            return failure == null
                                    ? CompletableFuture.completedFuture((Outcome) new Changed(after))
                                    : CompletableFuture.failedFuture(failure);
                        }))
                        .thenCompose(outcome -> outcome);
        };
    }

    private List<RecordedEvent> recorded(List<AccessEvent> events, Change change) {
        EventMetadata metadata = new EventMetadata(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                change.who(),
                change.command().text(),
                UUID.randomUUID().toString(),
                null);
        return events.stream()
                .map(event -> new RecordedEvent(ServiceName.ACCESS, metadata, event))
                .toList();
    }
}
