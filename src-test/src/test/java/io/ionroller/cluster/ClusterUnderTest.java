package io.ionroller.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.persistence.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Three nodes, their database and their cloud, all in processes of their own on this machine. */
final class ClusterUnderTest implements AutoCloseable {

    static final int NODES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final Network network;
    private final PostgresServer database;
    private final CloudProcess cloud;
    private final NodeCertificates certificates;
    private final List<Node> nodes = new ArrayList<>();
    private final Membership membership = new Membership();
    private final Requests requests;

    private ClusterUnderTest(Path folder, Network network, List<String> more) throws IOException {
        this.folder = folder;
        this.network = network;
        this.database = PostgresServer.start(folder);
        this.cloud = CloudProcess.start(folder);
        this.certificates = NodeCertificates.make(folder.resolve("certificates"), "ionroller");
        for (int node = 0; node < NODES; node++) {
            nodes.add(new Node(node, network.places().get(node), options(more), folder));
        }
        this.requests =
                new Requests(nodes, FirstToken.make(StoreSettings.from(databaseSettings(), folder.resolve("none"))));
    }

    /** Starts all and waits until every node is ready. */
    static ClusterUnderTest start(Path folder, Network network) throws IOException {
        return start(folder, network, List.of());
    }

    /** @param more options of the nodes' JVMs */
    static ClusterUnderTest start(Path folder, Network network, List<String> more) throws IOException {
        ClusterUnderTest cluster =
                new ClusterUnderTest(Files.createDirectories(folder.toAbsolutePath()), network, more);
        try {
            for (Node node : cluster.nodes) {
                node.start();
            }
            cluster.awaitReady();
            return cluster;
        } catch (IOException | RuntimeException | AssertionError e) {
            System.err.println(cluster.diagnosis());
            cluster.close();
            throw e;
        }
    }

    private List<String> options(List<String> more) {
        String seeds = network.places().stream().map(Network.Place::seed).collect(Collectors.joining(","));
        List<String> options = new ArrayList<>(more);
        options.addAll(List.of(
                "-Dionroller.cluster.discovery=seeds",
                "-Dionroller.cluster.seeds=" + seeds,
                "-Dionroller.persistence.url=" + database.url(network.hostSeenByNodes()),
                "-Dionroller.access.authentication=required",
                "-Dionroller.access.rate.per-second=1000000",
                "-Dionroller.access.rate.burst=1000000",
                "-Dionroller.simulated.url=http://" + network.hostSeenByNodes() + ":" + cloud.port(),
                "-Dionroller.simulated.answer-timeout=20s"));
        options.addAll(certificates.options());
        return options;
    }

    private Config databaseSettings() {
        return ConfigFactory.parseMap(Map.of("ionroller.persistence.url", database.url(network.hostSeenByNodes())))
                .withFallback(ConfigFactory.load());
    }

    Network network() {
        return network;
    }

    PostgresServer database() {
        return database;
    }

    CloudProcess cloud() {
        return cloud;
    }

    List<Node> nodes() {
        return nodes;
    }

    Requests requests() {
        return requests;
    }

    Node anyNode(SplittableRandom random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Waits until every node is a member that all others know, and ready. */
    void awaitReady() {
        await(
                "all nodes ready and members of one cluster",
                () -> nodes.stream().allMatch(requests::isReady)
                        && nodes.stream().map(this::members).distinct().count() == 1
                        && members(nodes.getFirst()).size() == nodes.size());
    }

    private Map<String, String> members(Node node) {
        return membership.asSeenAt(place(node).management()).orElse(Map.of());
    }

    private Network.Place place(Node node) {
        return network.places().get(nodes.indexOf(node));
    }

    /** The life that a node has now, as it stands in the cloud's log. */
    String incarnation(Node node) {
        String incarnation = members(node).get(node.name());
        if (incarnation == null) {
            throw new AssertionError(node.name() + " is no member of its cluster, see " + node.log());
        }
        return incarnation;
    }

    /** Waits until no other node takes this incarnation for a member any more. */
    void awaitRemoval(Node gone, String incarnation) {
        await(
                incarnation + " no member any more",
                () -> nodes.stream()
                        .filter(node -> node != gone)
                        .map(node -> membership.asSeenAt(place(node).management()))
                        .allMatch(
                                members -> members.isPresent() && !members.get().containsValue(incarnation)));
    }

    static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what, e);
        }
    }

    /** Where the logs are, and their last lines that matter. */
    String diagnosis() {
        StringBuilder text = new StringBuilder("logs, call log and database are in " + folder + "\n");
        for (Node node : nodes) {
            text.append("--- ").append(node.log()).append(node.runs() ? "" : " (does not run)");
            text.append(", ended by itself: ").append(node.endedByItself());
            text.append(", ready: ").append(requests.isReady(node));
            text.append(", members: ").append(members(node)).append('\n');
            lastLines(node.log()).forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line ->
                            line.contains(" ERROR ") || line.contains(" WARN ") || line.startsWith("The server"))
                    .filter(line -> !line.contains("platform call failed"))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - 12), lines.size());
        } catch (IOException e) {
            return List.of("cannot be read: " + e);
        }
    }

    @Override
    public void close() {
        requests.close();
        nodes.forEach(Node::close);
        cloud.close();
        network.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
