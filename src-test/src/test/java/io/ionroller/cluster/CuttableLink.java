package io.ionroller.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards the connections from one node, or one client, to another. A cut is silent: bytes are no longer passed on and new connections lead
 * nowhere; connections that lived through a cut break when it is healed, for bytes of them are missing.
 */
public final class CuttableLink implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int CHUNK = 64 * 1_024;

    private final ServerSocket entrance;
    private final InetSocketAddress exit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private CuttableLink(ServerSocket entrance, InetSocketAddress exit) {
        this.entrance = entrance;
        this.exit = exit;
    }

    /** Opens a link; it forwards when this returns. */
    public static CuttableLink open(String host, int port, InetSocketAddress exit) throws IOException {
        CuttableLink link = new CuttableLink(new ServerSocket(port, BACKLOG, InetAddress.getByName(host)), exit);
        Thread.ofVirtual().name("link-" + host + ":" + port).start(link::accept);
        return link;
    }

    /** The port of its entrance. */
    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket in = entrance.accept();
                open.add(in);
                if (!cut) {
                    connect(in);
                }
            }
        } catch (IOException closed) {
            breakAll();
        }
    }

    private void connect(Socket in) {
        Socket out = new Socket();
        open.add(out);
        Thread.ofVirtual().start(() -> {
            try {
                out.connect(exit);
                Thread.ofVirtual().start(() -> pump(out, in));
                pump(in, out);
            } catch (IOException refused) {
                close(in, out);
            }
        });
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (!cut) {
                    out.write(chunk, 0, length);
                }
            }
        } catch (IOException broken) {
            // both ends are closed with this
        }
        open.remove(from);
        open.remove(to);
    }

    void cut() {
        cut = true;
    }

    void heal() {
        if (cut) {
            breakAll();
            cut = false;
        }
    }

    private void breakAll() {
        open.forEach(CuttableLink::close);
        open.clear();
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is of no use any more, whatever it says
            }
        }
    }

    @Override
    public void close() {
        close(entrance);
        breakAll();
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more, whatever it says
        }
    }
}
