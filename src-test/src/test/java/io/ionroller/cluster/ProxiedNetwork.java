package io.ionroller.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All nodes on this machine without any right beyond a user's: each has a file of host names of its own, by which the name of
 * another node is the entrance of the {@link CuttableLink} between just these two.
 */
final class ProxiedNetwork implements Network {

    private static final String HOST = "127.0.0.1";

    private record Link(int from, int to, CuttableLink link) {}

    private final List<Place> places = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** Opens all links, {@code folder} for the host names. */
    ProxiedNetwork(int nodes, Path folder) throws IOException {
        for (int node = 0; node < nodes; node++) {
            StringBuilder names = new StringBuilder(HOST + " localhost\n" + HOST + " " + name(node) + "\n");
            for (int other = 0; other < nodes; other++) {
                if (other != node) {
                    names.append(entrance(node, other))
                            .append(' ')
                            .append(name(other))
                            .append('\n');
                }
            }
            Path hosts = Files.writeString(folder.resolve(name(node) + ".hosts"), names);
            add(node, nodes, hosts);
        }
    }

    private void add(int node, int nodes, Path hosts) throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        int bindPort = Ports.free();
        int managementBindPort = Ports.free();
        List<String> options = List.of(
                "-Djdk.net.hosts.file=" + hosts,
                "-Dionroller.cluster.host=" + name(node),
                "-Dionroller.cluster.bind-host=" + HOST,
                "-Dionroller.cluster.port=" + port,
                "-Dionroller.cluster.bind-port=" + bindPort,
                "-Dionroller.cluster.management-port=" + management,
                "-Dionroller.cluster.management-bind-port=" + managementBindPort);
        URI asked = URI.create("http://" + HOST + ":" + managementBindPort);
        places.add(new Place(List.of(), options, HOST, Ports.free(), name(node) + ":" + management, asked));
        for (int other = 0; other < nodes; other++) {
            // Its own name is the loopback address itself: a node also asks itself as a contact point.
            String entrance = other == node ? HOST : entrance(other, node);
            link(other, node, CuttableLink.open(entrance, port, new InetSocketAddress(HOST, bindPort)));
            link(other, node, CuttableLink.open(entrance, management, new InetSocketAddress(HOST, managementBindPort)));
        }
    }

    private void link(int from, int to, CuttableLink link) {
        links.add(new Link(from, to, link));
    }

    private static String name(int node) {
        return "node-" + node;
    }

    private static String entrance(int from, int to) {
        return "127.0." + (from + 1) + "." + (to + 1);
    }

    @Override
    public List<Place> places() {
        return places;
    }

    @Override
    public String hostSeenByNodes() {
        return HOST;
    }

    @Override
    public void cut(int node) {
        links.stream()
                .filter(link -> link.from() != link.to())
                .filter(link -> link.from() == node || link.to() == node)
                .forEach(link -> link.link().cut());
    }

    @Override
    public void heal() {
        links.forEach(link -> link.link().heal());
    }

    @Override
    public void close() {
        links.forEach(link -> link.link().close());
    }
}
