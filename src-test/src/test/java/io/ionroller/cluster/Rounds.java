package io.ionroller.cluster;

import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.engine.query.EventPage;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Rounds on one cluster: a rollout of every service, something that goes wrong, and the proof of all that has been so far. */
final class Rounds implements AutoCloseable {

    private final ClusterUnderTest cluster;
    private final Load load;
    private final List<Fence> fences = new ArrayList<>();
    private int versions;

    private Rounds(ClusterUnderTest cluster, int services) {
        this.cluster = cluster;
        this.load = new Load(cluster.requests(), services);
    }

    /** Gives every service a first release. */
    static Rounds begin(ClusterUnderTest cluster, int services) {
        Rounds rounds = new Rounds(cluster, services);
        rounds.load.configure();
        rounds.load.release(rounds.load.services(), rounds.nextVersion());
        rounds.load.awaitEnd();
        return rounds;
    }

    private String nextVersion() {
        return "1.0." + ++versions;
    }

    /** What a round was like, for people. */
    record Summary(Scenario scenario, long seed, int inFlight, Duration trouble, Duration settled, long repeated) {
        @Override
        public String toString() {
            return "%s, seed %d: %d rollouts in flight; trouble over after %.1f s, all ended after %.1f s; %d requests repeated"
                    .formatted(scenario, seed, inFlight, trouble.toMillis() / 1e3, settled.toMillis() / 1e3, repeated);
        }
    }

    /**
     * One round.
     *
     * @throws AssertionError with everything that must never have happened
     */
    Summary round(Scenario scenario, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        long repeatedBefore = cluster.requests().repeated();
        cluster.awaitReady();
        putAllInFlight();
        Instant struck = Instant.now();
        List<String> some = load.services().stream()
                .filter(service -> random.nextInt(4) == 0)
                .toList();
        String version = nextVersion();
        CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> load.release(some, version));
        fences.addAll(scenario.strike(cluster, random));
        Duration trouble = Duration.between(struck, Instant.now());
        join(meanwhile);
        load.awaitEnd();
        Duration settled = Duration.between(struck, Instant.now());
        cluster.awaitReady();
        verify();
        int services = load.services().size();
        return new Summary(
                scenario, seed, services, trouble, settled, cluster.requests().repeated() - repeatedBefore);
    }

    /** Releases until no service is without a rollout; on a slow machine some end before the last one has begun. */
    private void putAllInFlight() {
        for (List<String> idle = load.services(); !idle.isEmpty(); idle = load.idle()) {
            load.release(idle, nextVersion());
        }
    }

    private static void join(CompletableFuture<Void> requests) {
        try {
            requests.join();
        } catch (CompletionException e) {
            throw new AssertionError("requests beside the trouble were not answered", e.getCause());
        }
    }

    private void verify() throws Exception {
        List<SimulatedCall> calls = cluster.cloud().calls();
        List<String> violations = new ArrayList<>(CloudCheck.violations(calls, fences));
        violations.addAll(JournalCheck.violations(journal(), load.acknowledged(), calls));
        violations.addAll(load.differentNow());
        if (!violations.isEmpty()) {
            int shown = Math.min(20, violations.size());
            throw new AssertionError(
                    violations.size() + " violations:\n" + String.join("\n", violations.subList(0, shown)));
        }
    }

    private List<LoggedEvent> journal() {
        List<LoggedEvent> all = new ArrayList<>();
        try (Store store = Store.open(StoreSettings.parse(cluster.database().url("127.0.0.1")))) {
            Long offset = 0L;
            while (offset != null) {
                EventPage page = store.eventLog()
                        .read(EventQuery.after(offset, EventQuery.MOST))
                        .toCompletableFuture()
                        .join();
                all.addAll(page.events());
                offset = page.next();
            }
        }
        return all;
    }

    /** Where the logs are, and their last lines that matter. */
    String diagnosis() {
        return cluster.diagnosis();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
