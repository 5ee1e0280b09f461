package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.persistence.WriteQueue.Offer;
import io.ionroller.persistence.WriteQueue.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    private final WriteQueue queue = new WriteQueue(2_000);

    @Test
    void takesWhatIsUrgentFirstAndAloneAndKeepsTheOrderOfEachLane() throws Exception {
        offer("a", Urgency.NORMAL);
        offer("b", Urgency.NORMAL);
        offer("c", Urgency.URGENT);
        offer("d", Urgency.URGENT);

        assertThat(taken()).containsExactly("c", "d");
        assertThat(taken()).containsExactly("a", "b");
    }

    @Test
    void aRollbackDoesNotWaitForTheWritesThatAreQueued() throws Exception {
        for (int i = 0; i < WriteQueue.MOST_ROWS * 3; i++) {
            offer("s" + i, Urgency.NORMAL);
        }
        assertThat(taken()).hasSize(WriteQueue.MOST_ROWS);

        offer("rollback", Urgency.URGENT);

        assertThat(taken()).containsExactly("rollback");
        assertThat(taken()).hasSize(WriteQueue.MOST_ROWS);
    }

    @Test
    void endsATransactionAfterSoManyCharacters() throws Exception {
        JournalRow small = Events.row("large", 1);
        JournalRow large = new JournalRow(
                small.persistenceId(),
                1,
                "large",
                small.type(),
                small.at(),
                "",
                "",
                "",
                null,
                null,
                null,
                "x".repeat(WriteQueue.MOST_CHARACTERS),
                null);
        queue.offer(new Write(List.of(large), Urgency.NORMAL, new CompletableFuture<>()));
        offer("next", Urgency.NORMAL);

        assertThat(taken()).containsExactly("large");
        assertThat(taken()).containsExactly("next");
    }

    @Test
    void aFullLaneRefusesAndTheUrgentOneStillTakes() {
        WriteQueue small = new WriteQueue(1);

        assertThat(small.offer(write("a", Urgency.NORMAL))).isEqualTo(Offer.TAKEN);
        assertThat(small.offer(write("b", Urgency.NORMAL))).isEqualTo(Offer.FULL);
        assertThat(small.offer(write("c", Urgency.URGENT))).isEqualTo(Offer.TAKEN);
    }

    @Test
    void givesOutWhatWaitsAfterItWasClosedAndThenNothing() throws Exception {
        offer("a", Urgency.NORMAL);
        queue.close();

        assertThat(queue.offer(write("b", Urgency.URGENT))).isEqualTo(Offer.CLOSED);
        assertThat(taken()).containsExactly("a");
        assertThat(taken()).isEmpty();
    }

    @Test
    void wakesWhoWaitsForWork() {
        CompletableFuture<List<String>> waiting = taking();

        offer("a", Urgency.URGENT);

        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(List.of("a"));
    }

    @Test
    void waitsForMoreWhileSeveralWriteButNotWithSomethingUrgent() throws Exception {
        offer("a", Urgency.NORMAL);
        offer("b", Urgency.NORMAL);
        assertThat(taken()).containsExactly("a", "b");
        offer("c", Urgency.NORMAL);
        CompletableFuture<List<String>> waiting = taking();
        offer("d", Urgency.URGENT);

        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS).isIn(List.of("d"), List.of("c"));
    }

    private CompletableFuture<List<String>> taking() {
        CompletableFuture<List<String>> waiting = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                waiting.complete(taken());
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        return waiting;
    }

    private void offer(String service, Urgency urgency) {
        assertThat(queue.offer(write(service, urgency))).isEqualTo(Offer.TAKEN);
    }

    private static Write write(String service, Urgency urgency) {
        return new Write(List.of(Events.row(service, 1)), urgency, new CompletableFuture<>());
    }

    private List<String> taken() throws InterruptedException {
        List<String> services = new ArrayList<>();
        queue.take().forEach(write -> services.add(write.rows().getFirst().service()));
        return services;
    }
}
