package io.ionroller.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** How the nodes of a cluster reach each other, and how one is cut off from the others. */
interface Network extends AutoCloseable {

    /**
     * Where one node is.
     *
     * @param prefix program that starts its process; empty for none
     * @param options of its JVM, with {@code ionroller.cluster} but for the discovery and the seeds
     * @param host address of its REST API
     * @param port of its REST API
     * @param seed where others look for it: host and management port
     * @param management the same as this process reaches it
     */
    record Place(List<String> prefix, List<String> options, String host, int port, String seed, URI management) {}

    /** One place per node. */
    List<Place> places();

    /** The address of this machine as a node sees it: there are the database and the cloud. */
    String hostSeenByNodes();

    /** From now on the node and the others do not hear each other; the database, the cloud and clients still hear it. */
    void cut(int node) throws IOException;

    /** Everybody hears everybody again. */
    void heal() throws IOException;

    @Override
    void close();
}
