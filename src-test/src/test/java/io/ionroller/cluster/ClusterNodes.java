package io.ionroller.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Nodes of one cluster in this process, on one PostgreSQL; they find each other by their seeds. */
final class ClusterNodes implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private final List<Integer> management;
    private final List<Integer> messages;

    ClusterNodes(Path folder, int nodes) throws IOException {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start();
        List<Integer> ports = freePorts(2 * nodes);
        this.management = ports.subList(0, nodes);
        this.messages = ports.subList(nodes, 2 * nodes);
    }

    /** Starts node {@code node-N} and does not wait for it. */
    Server start(int number, String... more) throws IOException {
        String seeds = management.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        Config config = ConfigFactory.parseString(String.join("\n", more))
                .withFallback(ConfigFactory.parseString(
                        """
                        ionroller.persistence.url = "postgresql://postgres:postgres@127.0.0.1:%d/postgres"
                        ionroller.cluster { discovery = seeds, node-name = node-%d, seeds = "%s"
                          management-port = %d, port = %d }
                        """.formatted(postgres.getPort(), number, seeds, management.get(number), messages.get(number))))
                .withFallback(ConfigFactory.load());
        return Server.start(
                new ServerSettings("127.0.0.1", 0, folder.resolve("node-" + number)), UnaryOperator.identity(), config);
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

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
