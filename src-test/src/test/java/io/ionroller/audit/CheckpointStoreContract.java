package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.audit.CheckpointStore;
import io.ionroller.api.audit.CheckpointStore.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place for checkpoints promises. */
abstract class CheckpointStoreContract {

    private static final int NODES = 6;

    /** Another node's view of the same place, which it knows nothing of yet. */
    abstract CheckpointStore node();

    /** Puts something else into the place. */
    abstract void foreign(String name) throws IOException;

    static Stored checkpoint(int number, String document) {
        return new Stored(
                String.format(Locale.ROOT, "checkpoint-%09d.ndjson", number),
                document.getBytes(StandardCharsets.UTF_8));
    }

    static String newest(CheckpointStore store) throws IOException {
        return store.newest()
                .map(stored -> stored.name() + " " + new String(stored.document(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        assertThat(newest(node())).isEqualTo("none");
    }

    @Test
    void givesTheNewestToWhoeverAsks() throws IOException {
        CheckpointStore store = node();
        for (int number = 1; number <= 11; number++) {
            assertThat(store.add(checkpoint(number, "document " + number))).isTrue();
            assertThat(newest(store)).endsWith(" document " + number);
        }
        assertThat(newest(node())).isEqualTo("checkpoint-000000011.ndjson document 11");
    }

    @Test
    void seesWhatAnotherNodeAdds() throws IOException {
        CheckpointStore one = node();
        CheckpointStore two = node();
        one.add(checkpoint(1, "one"));
        assertThat(newest(two)).endsWith(" one");
        two.add(checkpoint(2, "two"));
        assertThat(newest(one)).endsWith(" two");
    }

    @Test
    void neverTakesThePlaceOfAnother() throws IOException {
        CheckpointStore store = node();
        assertThat(store.add(checkpoint(1, "first"))).isTrue();
        assertThat(store.add(checkpoint(1, "second"))).isFalse();
        assertThat(store.add(checkpoint(1, "first"))).isFalse();
        assertThat(newest(store)).isEqualTo("checkpoint-000000001.ndjson first");
    }

    /** Nodes that sign the same chains in the same millisecond with the same key have the same document. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isAddedByExactlyOneOfManyAtOnce(boolean sameDocument) throws Exception {
        CyclicBarrier start = new CyclicBarrier(NODES);
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            CheckpointStore store = node();
            Stored own = checkpoint(1, sameDocument ? "same" : "of node " + number);
            nodes.add(() -> {
                start.await();
                return store.add(own);
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Boolean> added = new ArrayList<>();
            for (Future<Boolean> one : threads.invokeAll(nodes)) {
                added.add(one.get());
            }
            assertThat(added).containsOnlyOnce(true);
        }
    }

    @Test
    void looksAtNothingElse() throws IOException {
        foreign("checkpoint-000000007.ndjson.sha256");
        foreign("checkpoint-7.ndjson");
        foreign("checkpoints.txt");
        foreign("a");
        CheckpointStore store = node();
        assertThat(newest(store)).isEqualTo("none");
        store.add(checkpoint(3, "three"));
        assertThat(newest(node())).isEqualTo("checkpoint-000000003.ndjson three");
    }
}
