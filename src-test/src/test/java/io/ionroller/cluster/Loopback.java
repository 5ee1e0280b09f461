package io.ionroller.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** All nodes on the loopback address; nothing can be cut. */
final class Loopback implements Network {

    private static final String HOST = "127.0.0.1";

    private final List<Place> places = new ArrayList<>();

    Loopback(int nodes) {
        for (int node = 0; node < nodes; node++) {
            int management = Ports.free();
            List<String> options = List.of(
                    "-Dionroller.cluster.host=" + HOST,
                    "-Dionroller.cluster.port=" + Ports.free(),
                    "-Dionroller.cluster.management-port=" + management);
            String seed = HOST + ":" + management;
            places.add(new Place(List.of(), options, HOST, Ports.free(), seed, URI.create("http://" + seed)));
        }
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
        throw new UnsupportedOperationException("loopback is always there");
    }

    @Override
    public void heal() {
        // nothing was cut
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
