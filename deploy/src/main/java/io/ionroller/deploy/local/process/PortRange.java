package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Hands out ports for instances. The range should lie outside the system's ephemeral ports, which any outgoing connection
 * may take. Called from any thread.
 */
public final class PortRange {

    private final int first;
    private final int count;
    private final Set<Integer> taken = new HashSet<>();

    /** Ports {@code first} to {@code last}, both included. */
    public PortRange(int first, int last) {
        this.first = first;
        this.count = last - first + 1;
    }

    /** A port that nothing listens on and no other instance holds. */
    synchronized int take() throws IOException {
        int start = RandomGenerator.getDefault().nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = first + (start + i) % count;
            if (!taken.contains(port) && free(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new IOException("no free port from " + first + " to " + (first + count - 1) + " for an instance");
    }

    /** Notes a port that an instance holds from before. */
    synchronized void hold(int port) {
        taken.add(port);
    }

    synchronized void release(int port) {
        taken.remove(port);
    }

    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
