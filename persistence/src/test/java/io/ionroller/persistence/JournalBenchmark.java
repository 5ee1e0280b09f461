package io.ionroller.persistence;

import io.ionroller.persistence.PersistentCounter.Add;
import io.ionroller.persistence.PersistentCounter.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Measures events per second and the time of one, through the plug-in, with 1, 32, 256 and 1,024 entities that each wait for their
 * answer before the next command. Not part of the build: run {@link #main} from an editor, or with the class path that
 * {@code ./mvnw test-compile dependency:build-classpath -pl persistence -am} prints.
 */
final class JournalBenchmark {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 3;
    private static final int[] ENTITIES = {1, 32, 256, 1024};

    private final ActorSystem<SpawnProtocol.Command> system;
    private final Duration length;

    private JournalBenchmark(Store store, Duration length) {
        this.system = PersistentCounter.system(store);
        this.length = length;
    }

    /** @param args seconds of each measurement, 5 by default; then only the stores named: {@code sqlite}, {@code postgresql} */
    public static void main(String[] args) throws IOException {
        Postgres.durable();
        Duration length = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 5);
        List<String> only = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.of();
        Map<String, List<Result>> results = new TreeMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            boolean warmUp = round == 0;
            for (String kind : List.of("sqlite", "postgresql")) {
                if (only.isEmpty() || only.contains(kind)) {
                    measure(kind, warmUp ? Duration.ofSeconds(2) : length, warmUp ? new TreeMap<>() : results);
                }
            }
        }
        System.out.println("store entities: events/s, p50, p99 (median of " + ROUNDS + " interleaved rounds)");
        results.forEach((name, rounds) -> System.out.println(name + ": " + median(rounds)));
        System.exit(0);
    }

    private record Result(double perSecond, double p50, double p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f/s, %.2f ms, %.2f ms", perSecond, p50, p99);
        }
    }

    private static Result median(List<Result> rounds) {
        return rounds.stream()
                .sorted((a, b) -> Double.compare(a.perSecond, b.perSecond))
                .toList()
                .get(rounds.size() / 2);
    }

    private static void measure(String kind, Duration length, Map<String, List<Result>> results) throws IOException {
        Path folder = Files.createTempDirectory("ionroller-benchmark");
        StoreSettings settings = kind.equals("sqlite") ? StoreSettings.embedded(folder) : Postgres.freshDatabase();
        try (Store store = Store.open(settings)) {
            JournalBenchmark benchmark = new JournalBenchmark(store, length);
            for (int entities : ENTITIES) {
                Result result = benchmark.run(entities);
                results.computeIfAbsent(String.format(Locale.ROOT, "%s %3d", kind, entities), k -> new ArrayList<>())
                        .add(result);
            }
            benchmark.system.terminate();
            benchmark.system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    private Result run(int entities) {
        List<ActorRef<Command>> counters = new ArrayList<>();
        for (int e = 0; e < entities; e++) {
            String service = "b" + entities + "-" + e;
            counters.add(AskPattern.<SpawnProtocol.Command, ActorRef<Command>>ask(
                            system,
                            to -> new SpawnProtocol.Spawn<>(PersistentCounter.create(service), "", Props.empty(), to),
                            PATIENCE,
                            system.scheduler())
                    .toCompletableFuture()
                    .join());
        }
        AtomicLong events = new AtomicLong();
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch running = new CountDownLatch(entities);
        long began = System.nanoTime();
        long end = began + length.toNanos();
        counters.forEach(counter -> next(counter, end, events, nanos, running));
        await(running);
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] sorted = nanos.stream().mapToLong(n -> n).sorted().toArray();
        return new Result(
                events.get() / seconds, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private void next(
            ActorRef<Command> counter, long end, AtomicLong events, List<Long> nanos, CountDownLatch running) {
        long began = System.nanoTime();
        if (began > end) {
            running.countDown();
            return;
        }
        AskPattern.<Command, Long>ask(counter, to -> new Add(1, to), PATIENCE, system.scheduler())
                .whenComplete((number, failed) -> {
                    events.incrementAndGet();
                    nanos.add(System.nanoTime() - began);
                    next(counter, end, events, nanos, running);
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
