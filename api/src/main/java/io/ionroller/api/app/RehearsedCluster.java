package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two nodes in this process that find each other by their seeds and prove themselves to each other, so that what a node of a
 * cluster needs is in the JVM's cache too. Without a database: each has a store of its own, which no real cluster may have, so
 * services are only asked to begin something.
 */
final class RehearsedCluster {

    private static final int NODES = 2;

    /** A cluster may come together at any time; a build must not wait for that. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RehearsedCluster() {}

    /**
     * Starts both, waits until each is ready, and stops them, the first one last.
     *
     * @param play what to do with the first one meanwhile
     * @throws IOException also if they are not ready within 30 seconds
     */
    static void play(Path folder, Consumer<Server> play) throws IOException {
        List<Integer> ports = freePorts(2 * NODES);
        ClusterSettings.Tls certificates = RehearsedCertificates.make(folder);
        List<Server> nodes = new ArrayList<>();
        try {
            for (int node = 0; node < NODES; node++) {
                nodes.add(Server.rehearsing(
                        new ServerSettings("127.0.0.1", 0, Files.createDirectories(folder.resolve("node-" + node))),
                        config(node, ports, certificates)));
            }
            for (Server node : nodes) {
                node.awaitReady(PATIENCE);
            }
            play.accept(nodes.getFirst());
        } finally {
            nodes.reversed().forEach(Server::close);
        }
    }

    /** The address of a database passes for one, and none is asked. */
    private static Config config(int node, List<Integer> ports, ClusterSettings.Tls certificates) {
        return ConfigFactory.parseString("""
                        ionroller.persistence.url = "postgresql://127.0.0.1/none"
                        ionroller.cluster {
                          discovery = seeds, node-name = rehearsal-%d, seeds = "127.0.0.1:%d,127.0.0.1:%d"
                          host = "127.0.0.1", management-port = %d, port = %d
                          tls { certificate = "%s", key = "%s", authorities = "%s" }
                        }
                        """.formatted(
                                node,
                                ports.get(0),
                                ports.get(1),
                                ports.get(node),
                                ports.get(NODES + node),
                                certificates.certificate(),
                                certificates.key(),
                                certificates.authorities()))
                .withFallback(ConfigFactory.load().withoutPath(ClusterConfig.LEASE));
    }

    /** Free a moment ago: nodes must know each other's ports before they start. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
