package io.ionroller.cluster;

import io.ionroller.deploy.simulated.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How soon all rollouts act again after the whole cluster was killed: from the first node that is ready to the first effect that is
 * carried out for the last service in flight, by the log of the cloud. An effect that had reached the cloud before the kill, and is
 * carried out once more because nobody knows, counts too, although the cloud stays as it is. For the command
 * {@code src-test/benchmark restart}.
 */
public final class WholeRestart {

    private WholeRestart() {}

    /** @param arguments rounds (3), services (10000), and how many of them are in flight (1000) */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int services = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int inFlight = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
        Path folder = Path.of("target/cluster", "restart-" + System.currentTimeMillis());
        try (ClusterUnderTest cluster = ClusterUnderTest.start(folder, new Loopback(ClusterUnderTest.NODES))) {
            Load load = new Load(cluster.requests(), services, Load.manySteps(20, "12s"));
            load.configure();
            List<String> some = load.services().subList(0, inFlight);
            load.release(some, "1.0.0");
            ClusterUnderTest.await("first releases", () -> load.idle().size() == services);
            for (int round = 1; round <= rounds; round++) {
                load.release(some, "2.0." + round);
                round(cluster, new HashSet<>(some), round);
            }
        }
        System.exit(0);
    }

    private static void round(ClusterUnderTest cluster, Set<String> inFlight, int round) throws Exception {
        for (Node node : cluster.nodes()) {
            node.kill();
        }
        Instant dead = Instant.now();
        for (Node node : cluster.nodes()) {
            node.start();
        }
        ClusterUnderTest.await("the first node", () -> cluster.nodes().stream().anyMatch(cluster.requests()::isReady));
        Instant ready = Instant.now();
        ClusterUnderTest.await("effects of all", () -> actedSince(cluster, dead).containsAll(inFlight));
        Instant last = cluster.cloud().calls().stream()
                .filter(call -> isEffect(call) && call.at().isAfter(dead))
                .collect(java.util.stream.Collectors.toMap(SimulatedCall::service, SimulatedCall::at, (a, b) -> a))
                .values()
                .stream()
                .max(Instant::compareTo)
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "round %d: first node ready after %.1f s, all %d rollouts have acted %.1f s later%n",
                round,
                Duration.between(dead, ready).toMillis() / 1e3,
                inFlight.size(),
                Duration.between(ready, last).toMillis() / 1e3);
    }

    private static boolean isEffect(SimulatedCall call) {
        return call.outcome() != SimulatedCall.Outcome.READ;
    }

    private static Set<String> actedSince(ClusterUnderTest cluster, Instant since) throws Exception {
        Set<String> acted = new HashSet<>();
        // reading the whole log takes a processor from the nodes
        Thread.sleep(5_000);
        for (SimulatedCall call : cluster.cloud().calls()) {
            if (isEffect(call) && call.at().isAfter(since)) {
                acted.add(call.service().value());
            }
        }
        return acted;
    }
}
