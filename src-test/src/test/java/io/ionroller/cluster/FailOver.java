package io.ionroller.cluster;

import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long services stand still when their node is lost: from SIGKILL (or SIGTERM) of the node that owns them to their next
 * change on another node, by the log of the cloud. Every service changes its weights several times a second. For the command
 * {@code src-test/benchmark fail-over}.
 */
public final class FailOver {

    private static final int SERVICES = 30;

    private static final String MANY_STEPS = Load.manySteps(45, "600ms");

    private FailOver() {}

    /** @param arguments rounds of each kind (5), and profiles: {@code standard}, {@code fast} or none for both */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<String> profiles = arguments.length > 1
                ? Arrays.asList(arguments).subList(1, arguments.length)
                : List.of("standard", "fast");
        for (String profile : profiles) {
            run(profile, rounds);
        }
        System.exit(0);
    }

    private static void run(String profile, int rounds) throws Exception {
        Path folder = Path.of("target/cluster", "fail-over-" + profile + "-" + System.currentTimeMillis());
        List<String> options = List.of("-Dionroller.cluster.fail-over=" + profile);
        try (ClusterUnderTest cluster = ClusterUnderTest.start(folder, new Loopback(ClusterUnderTest.NODES), options)) {
            Load load = new Load(cluster.requests(), SERVICES, MANY_STEPS);
            load.configure();
            load.release(load.services(), "1.0.0");
            load.awaitEnd();
            SplittableRandom random = new SplittableRandom(1);
            List<Double> killed = new ArrayList<>();
            List<Double> stopped = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                load.release(load.services(), "2.0." + round);
                killed.addAll(round(cluster, cluster.anyNode(random), Node::kill));
                // Some may have ended while the killed node started again.
                load.release(load.services(), "3.0." + round);
                stopped.addAll(round(cluster, cluster.anyNode(random), Node::stop));
            }
            print(profile + ", SIGKILL to the next change elsewhere", killed);
            print(profile + ", SIGTERM: last change here to the next elsewhere", stopped);
            print(
                    profile + ", between two changes of a service otherwise",
                    otherwise(cluster.cloud().calls()));
        }
    }

    /** Ends a node. */
    private interface End {
        void of(Node node) throws InterruptedException, IOException;
    }

    private static List<Double> round(ClusterUnderTest cluster, Node victim, End end) throws Exception {
        cluster.awaitReady();
        String incarnation = cluster.incarnation(victim);
        awaitChanges(cluster, incarnation);
        Instant ended = Instant.now();
        end.of(victim);
        List<Double> seconds = new ArrayList<>();
        ClusterUnderTest.await("changes of all services that lived there", () -> {
            seconds.clear();
            return standstills(cluster.cloud().calls(), incarnation, ended, seconds);
        });
        victim.start();
        cluster.awaitReady();
        return seconds;
    }

    private static void awaitChanges(ClusterUnderTest cluster, String incarnation) {
        Instant from = Instant.now();
        ClusterUnderTest.await(
                "changes by " + incarnation,
                () -> cluster.cloud().calls().stream()
                        .anyMatch(call -> call.node().equals(incarnation)
                                && call.changing()
                                && call.at().isAfter(from.plusSeconds(1))));
    }

    /** Adds the standstill of every service that lived there; answers whether all of them go on. */
    private static boolean standstills(
            List<SimulatedCall> calls, String incarnation, Instant ended, List<Double> seconds) {
        Map<String, SimulatedCall> last = new HashMap<>();
        Map<String, SimulatedCall> next = new HashMap<>();
        for (SimulatedCall call : calls) {
            if (call.changing() && call.node().equals(incarnation) && call.at().isAfter(ended.minusSeconds(2))) {
                last.put(call.service().value(), call);
                next.remove(call.service().value());
            } else if (call.changing() && call.at().isAfter(ended)) {
                next.putIfAbsent(call.service().value(), call);
            }
        }
        last.forEach((service, before) -> {
            SimulatedCall after = next.get(service);
            if (after != null) {
                Instant from = before.at().isAfter(ended) ? before.at() : ended;
                seconds.add(Duration.between(from, after.at()).toMillis() / 1e3);
            }
        });
        return next.keySet().containsAll(last.keySet());
    }

    private static List<Double> otherwise(List<SimulatedCall> calls) {
        List<Double> seconds = new ArrayList<>();
        Map<String, SimulatedCall> last = new HashMap<>();
        for (SimulatedCall call : calls) {
            if (call.verb() == Verb.ENSURE_TRAFFIC && call.changing()) {
                SimulatedCall before = last.put(call.service().value(), call);
                if (before != null && before.node().equals(call.node())) {
                    seconds.add(Duration.between(before.at(), call.at()).toMillis() / 1e3);
                }
            }
        }
        return seconds;
    }

    private static void print(String what, List<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f s, 95%% %.2f s, least %.2f s, most %.2f s, %d services%n",
                what,
                sorted[sorted.length / 2],
                sorted[(int) (0.95 * (sorted.length - 1))],
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }
}
