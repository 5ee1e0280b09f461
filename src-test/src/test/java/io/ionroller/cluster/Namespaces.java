package io.ionroller.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every node in a network namespace of its own, on one bridge; needs Linux, {@code ip} and root. A cut is silent, as that of a
 * broken switch: both sides send to a hardware address that nobody has.
 */
final class Namespaces implements Network {

    private static final Logger LOG = LoggerFactory.getLogger(Namespaces.class);
    private static final String NOBODY = "02:00:00:00:00:00";
    private static final int REST = 9_000;
    private static final int NODE = 17_355;
    private static final int MANAGEMENT = 7_626;

    private final String tag = Long.toString(ProcessHandle.current().pid(), 36);
    private final String bridge = "ir" + tag;
    private final String subnet = "10.213." + (ProcessHandle.current().pid() % 256) + ".";
    private final List<Place> places = new ArrayList<>();
    private final int nodes;
    private int cut = -1;

    private Namespaces(int nodes) {
        this.nodes = nodes;
    }

    /** The namespaces, if this machine lets them be made. */
    static Optional<Network> tryToMake(int nodes) {
        Namespaces network = new Namespaces(nodes);
        try {
            network.make();
            return Optional.of(network);
        } catch (IOException e) {
            LOG.atInfo().addKeyValue("reason", e.getMessage()).log("no network namespaces here");
            network.close();
            return Optional.empty();
        }
    }

    private void make() throws IOException {
        Commands.run("ip", "link", "add", bridge, "type", "bridge");
        Commands.run("ip", "address", "add", subnet + "1/24", "dev", bridge);
        Commands.run("ip", "link", "set", bridge, "up");
        for (int node = 0; node < nodes; node++) {
            String name = name(node);
            String outside = bridge + "-" + node;
            Commands.run("ip", "netns", "add", name);
            Commands.run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", name);
            Commands.run("ip", "link", "set", outside, "master", bridge, "up");
            Commands.run("ip", "-n", name, "address", "add", address(node) + "/24", "dev", "eth0");
            Commands.run("ip", "-n", name, "link", "set", "eth0", "up");
            Commands.run("ip", "-n", name, "link", "set", "lo", "up");
            List<String> options = List.of(
                    "-Dionroller.cluster.host=" + address(node),
                    "-Dionroller.cluster.port=" + NODE,
                    "-Dionroller.cluster.management-port=" + MANAGEMENT);
            String seed = address(node) + ":" + MANAGEMENT;
            List<String> enter = List.of("ip", "netns", "exec", name);
            places.add(new Place(enter, options, address(node), REST, seed, URI.create("http://" + seed)));
        }
    }

    private String name(int node) {
        return "ionroller-" + tag + "-" + node;
    }

    private String address(int node) {
        return subnet + (10 + node);
    }

    @Override
    public List<Place> places() {
        return places;
    }

    @Override
    public String hostSeenByNodes() {
        return subnet + "1";
    }

    @Override
    public void cut(int node) throws IOException {
        cut = node;
        for (int other = 0; other < nodes; other++) {
            if (other != node) {
                deafen(node, other);
                deafen(other, node);
            }
        }
    }

    private void deafen(int from, int to) throws IOException {
        Commands.run(
                "ip",
                "-n",
                name(from),
                "neigh",
                "replace",
                address(to),
                "lladdr",
                NOBODY,
                "dev",
                "eth0",
                "nud",
                "permanent");
    }

    @Override
    public void heal() throws IOException {
        for (int other = 0; cut >= 0 && other < nodes; other++) {
            if (other != cut) {
                Commands.run("ip", "-n", name(cut), "neigh", "del", address(other), "dev", "eth0");
                Commands.run("ip", "-n", name(other), "neigh", "del", address(cut), "dev", "eth0");
            }
        }
        cut = -1;
    }

    @Override
    public void close() {
        for (int node = 0; node < nodes; node++) {
            attempt("ip", "link", "del", bridge + "-" + node);
            attempt("ip", "netns", "del", name(node));
        }
        attempt("ip", "link", "del", bridge);
    }

    private static void attempt(String... command) {
        try {
            Commands.run(command);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("nothing to take away");
        }
    }
}
