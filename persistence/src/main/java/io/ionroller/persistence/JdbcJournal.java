package io.ionroller.persistence;

import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.service.JournalTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * The Pekko journal plug-in, set with {@code pekko.persistence.journal.plugin = "ionroller.persistence.journal"}. It writes to
 * the {@link Store} that the ActorSystem was started with ({@link StoreSetup}) and stores {@link RecordedEvent}s only.
 *
 * <p>It never blocks: writes wait for the group commit, reads run on the store's threads. An event that was acknowledged is
 * durable; after a crash an event that was not acknowledged is there or not, and recovery tells which.
 */
public final class JdbcJournal extends AsyncWriteJournal {

    private final JournalStore store;
    private final AnswerGate answers;

    /** Called by Pekko. */
    public JdbcJournal() {
        this.store = StoreSetup.of(context().system()).journal();
        this.answers = new AnswerGate(context().system().dispatcher());
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        List<Optional<Exception>> answers = new ArrayList<>();
        List<JournalRow> rows = new ArrayList<>();
        Urgency urgency = Urgency.NORMAL;
        for (AtomicWrite write : writes) {
            answers.add(take(write, rows));
            urgency = isUrgent(write) ? Urgency.URGENT : urgency;
        }
        if (rows.isEmpty()) {
            return FutureConverters.asScala(CompletableFuture.completedStage(answers));
        }
        Urgency how = urgency;
        return FutureConverters.asScala(store.append(rows, how)
                .thenCompose(stored -> this.answers.pass(how))
                .thenApply(passed -> answers));
    }

    /** Adds what is in one write, or answers why it is refused. */
    private static Optional<Exception> take(AtomicWrite write, List<JournalRow> rows) {
        List<JournalRow> own = new ArrayList<>();
        for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
            Object payload = event.payload() instanceof Tagged tagged ? tagged.payload() : event.payload();
            if (!(payload instanceof RecordedEvent recorded)) {
                return Optional.of(new IllegalArgumentException("this journal stores RecordedEvent only, not "
                        + payload.getClass().getName()));
            }
            own.add(JournalRow.of(event.persistenceId(), event.sequenceNr(), recorded));
        }
        rows.addAll(own);
        return Optional.empty();
    }

    private static boolean isUrgent(AtomicWrite write) {
        return CollectionConverters.asJava(write.payload()).stream()
                .anyMatch(event -> event.payload() instanceof Tagged tagged
                        && JournalTags.URGENT.stream().anyMatch(tagged.tags()::contains));
    }

    /** Events are never deleted: they are the audit log. */
    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return asScala(() -> CompletableFuture.failedStage(new UnsupportedOperationException(
                "events are never deleted: they are the audit log (asked for " + persistenceId + ")")));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long most, Consumer<PersistentRepr> replay) {
        return asScala(() -> asVoid(store.replay(
                persistenceId,
                new JournalStore.Range(from, to, most),
                (sequence, event) -> replay.accept(repr(persistenceId, sequence, event)))));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
        return asScala(() -> store.highestSequence(persistenceId));
    }

    private static PersistentRepr repr(String persistenceId, long sequence, RecordedEvent event) {
        return PersistentRepr.apply(event, sequence, persistenceId, "", false, ActorRef.noSender(), "");
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static CompletionStage<Void> asVoid(CompletionStage<?> stage) {
        return stage.thenApply(any -> null);
    }

    private static <T> Future<T> asScala(Supplier<CompletionStage<T>> call) {
        return FutureConverters.asScala(call.get());
    }
}
