package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.persistence.PersistentCounter.Add;
import io.ionroller.persistence.PersistentCounter.Command;
import io.ionroller.persistence.PersistentCounter.Get;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcJournalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    static Stream<Supplier<StoreSettings>> stores() {
        return Stream.of(() -> StoreSettings.embedded(folder.resolve("journal")), Postgres::freshDatabase);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anEntityFindsItsEventsAfterARestart(Supplier<StoreSettings> where) {
        StoreSettings settings = where.get();
        try (Store store = Store.open(settings);
                Running running = new Running(store)) {
            ActorRef<Command> counter = running.counter("hello");
            assertThat(ask(running, counter, 1)).isEqualTo(1);
            assertThat(ask(running, counter, 3)).isEqualTo(4);
        }
        try (Store store = Store.open(settings);
                Running running = new Running(store)) {
            ActorRef<Command> counter = running.counter("hello");

            Long found = AskPattern.<Command, Long>ask(
                            counter, Get::new, PATIENCE, running.system().scheduler())
                    .toCompletableFuture()
                    .join();

            assertThat(found).isEqualTo(4);
            assertThat(ask(running, counter, 1)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void manyEntitiesWriteAtTheSameTime(Supplier<StoreSettings> where) {
        try (Store store = Store.open(where.get());
                Running running = new Running(store)) {
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (int e = 0; e < 100; e++) {
                ActorRef<Command> counter = running.counter("many" + e);
                for (int i = 0; i < 5; i++) {
                    answers.add(AskPattern.<Command, Long>ask(
                                    counter,
                                    to -> new Add(1, to),
                                    PATIENCE,
                                    running.system().scheduler())
                            .toCompletableFuture());
                }
            }
            answers.forEach(CompletableFuture::join);

            assertThat(Events.all(store).stream()
                            .filter(e -> e.event().service().value().startsWith("many")))
                    .hasSize(500);
        }
    }

    @Test
    void anEntityStopsWhenAnotherOneHasWrittenItsNumber() {
        try (Store store = Store.open(StoreSettings.embedded(folder.resolve("fenced")));
                Running running = new Running(store)) {
            ActorRef<Command> first = running.counter("hello");
            ActorRef<Command> second = running.counter("hello");
            ask(running, first, 0);
            ask(running, second, 0);
            ask(running, first, 1);
            TestProbe<Long> probe = TestProbe.create(running.system());

            second.tell(new Add(1, probe.ref()));

            probe.expectTerminated(second, PATIENCE);
            assertThat(Events.all(store)).hasSize(1);
        }
    }

    @Test
    void anEntityStopsWhenTheStoreIsClosed() {
        Store store = Store.open(StoreSettings.embedded(folder.resolve("closed")));
        try (Running running = new Running(store)) {
            ActorRef<Command> counter = running.counter("hello");
            ask(running, counter, 1);
            store.close();
            TestProbe<Long> probe = TestProbe.create(running.system());

            counter.tell(new Add(1, probe.ref()));

            probe.expectTerminated(counter, PATIENCE);
            probe.expectNoMessage(Duration.ZERO);
        }
    }

    private static long ask(Running running, ActorRef<Command> counter, int events) {
        return AskPattern.<Command, Long>ask(
                        counter,
                        to -> new Add(events, to),
                        PATIENCE,
                        running.system().scheduler())
                .toCompletableFuture()
                .join();
    }

    /** A running system; closing it waits for its end. */
    private record Running(ActorSystem<SpawnProtocol.Command> system) implements AutoCloseable {

        Running(Store store) {
            this(PersistentCounter.system(store));
        }

        ActorRef<Command> counter(String service) {
            return AskPattern.<SpawnProtocol.Command, ActorRef<Command>>ask(
                            system,
                            to -> new SpawnProtocol.Spawn<>(PersistentCounter.create(service), "", Props.empty(), to),
                            PATIENCE,
                            system.scheduler())
                    .toCompletableFuture()
                    .join();
        }

        @Override
        public void close() {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }
}
