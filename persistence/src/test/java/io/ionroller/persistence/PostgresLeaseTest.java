package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease as Pekko makes and uses it: by its configuration, through its provider. */
class PostgresLeaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Leases that outlast a test; and such that end while it waits. */
    private static final String LONG = "ionroller.persistence.lease";

    private static final String SHORT = "short";

    private final StoreSettings settings = Postgres.freshDatabase();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final String name = "lease-" + NAMES.incrementAndGet();

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    @Test
    void oneOfTwoThatRaceWinsEveryTime() {
        Lease first = node("one").lease(name, LONG);
        Lease second = node("two").lease(name, LONG);
        for (int round = 1; round <= 100; round++) {
            CompletableFuture<Boolean> a = first.acquire().toCompletableFuture();
            CompletableFuture<Boolean> b = second.acquire().toCompletableFuture();

            assertThat(wait(a) ^ wait(b)).as("round %d: exactly one", round).isTrue();
            assertThat(first.checkLease()).isEqualTo(wait(a));
            assertThat(second.checkLease()).isEqualTo(wait(b));
            wait(wait(a) ? first.release() : second.release());
        }
    }

    @Test
    void whoHasItMayAskAgain() {
        Lease lease = node("one").lease(name, LONG);

        assertThat(wait(lease.acquire())).isTrue();
        assertThat(wait(lease.acquire())).isTrue();
        assertThat(lease.checkLease()).isTrue();
    }

    @Test
    void whatWasReleasedIsFreeAtOnce() {
        Lease first = node("one").lease(name, LONG);
        Lease second = node("two").lease(name, LONG);
        assertThat(wait(first.acquire())).isTrue();
        assertThat(wait(second.acquire())).isFalse();

        assertThat(wait(first.release())).isTrue();

        assertThat(first.checkLease()).isFalse();
        assertThat(wait(second.acquire())).isTrue();
    }

    @Test
    void theReleaseOfAnotherOwnerChangesNothing() {
        Lease first = node("one").lease(name, LONG);
        Lease second = node("two").lease(name, LONG);
        assertThat(wait(first.acquire())).isTrue();

        wait(second.release());

        assertThat(wait(second.acquire())).isFalse();
    }

    @Test
    void heartbeatsKeepItAndTheEndOfItsHolderFreesIt() {
        Node holder = node("one");
        Lease first = holder.lease(name, SHORT);
        Lease second = node("two").lease(name, SHORT);
        assertThat(wait(first.acquire())).isTrue();
        long began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - began > TimeUnit.SECONDS.toNanos(3));
        assertThat(first.checkLease()).as("longer than heartbeat-timeout").isTrue();
        assertThat(wait(second.acquire())).isFalse();

        holder.close();

        await().atMost(PATIENCE).until(() -> wait(second.acquire()));
        assertThat(second.checkLease()).isTrue();
    }

    @Test
    void aHolderNoticesThatAnotherHasIt() throws Exception {
        Lease lease = node("one").lease(name, SHORT);
        List<Optional<Throwable>> lost = new CopyOnWriteArrayList<>();
        assertThat(wait(lease.acquire(lost::add))).isTrue();

        try (Store store = Store.open(settings)) {
            MigrationsContract.execute(store.journalDatabase(), "UPDATE cluster_lease SET owner = 'two'");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lost).containsExactly(Optional.empty()));
        }
        assertThat(lease.checkLease()).isFalse();
    }

    @Test
    void whenTheDatabaseIsGoneAskingFailsInTimeAndTheHolderStops() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            Node node = node("one", server.settings());
            Lease held = node.lease("held", SHORT);
            Lease other = node.lease("other", SHORT);
            List<Optional<Throwable>> lost = new CopyOnWriteArrayList<>();
            assertThat(wait(held.acquire(lost::add))).isTrue();

            server.stop();

            assertThat(other.acquire()).failsWithin(10, TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lost)
                            .singleElement()
                            .satisfies(why -> assertThat(why).isPresent()));
            assertThat(held.checkLease()).isFalse();

            server.startAgain();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> wait(held.acquire()));
            assertThat(held.checkLease()).isTrue();
        }
    }

    @Test
    void theOnlyEngineOfAnEmbeddedStoreAlwaysHasIt(@TempDir Path folder) {
        Lease lease = node("one", StoreSettings.embedded(folder)).lease(name, LONG);

        assertThat(wait(lease.acquire())).isTrue();
        assertThat(lease.checkLease()).isTrue();
        assertThat(wait(lease.release())).isTrue();
        assertThat(lease.checkLease()).isFalse();
    }

    private Node node(String owner) {
        return node(owner, settings);
    }

    private Node node(String owner, StoreSettings where) {
        Store store = Store.open(where);
        var config = ConfigFactory.parseString("short = {heartbeat-timeout = 2s, heartbeat-interval = 300ms,"
                        + " lease-operation-timeout = 2s}, pekko.actor.provider = local, pekko.loglevel = WARNING")
                .withFallback(ConfigFactory.load());
        ActorSystem system = ActorSystem.create(
                "node",
                ActorSystemSetup.create(
                        BootstrapSetup.create(config.withValue(
                                SHORT,
                                config.getConfig(SHORT)
                                        .withFallback(config.getConfig(LONG))
                                        .root())),
                        new StoreSetup(store)));
        Node node = new Node(owner, store, system);
        nodes.add(node);
        return node;
    }

    /** An engine as far as leases are concerned. */
    private record Node(String owner, Store store, ActorSystem system) implements AutoCloseable {

        Lease lease(String name, String path) {
            return LeaseProvider.get(system).getLease(name, path, owner);
        }

        @Override
        public void close() {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
            store.close();
        }
    }

    private static <T> T wait(java.util.concurrent.CompletionStage<T> stage) {
        return CatalogContract.wait(stage);
    }
}
