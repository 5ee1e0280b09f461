package io.ionroller.api.app;

import java.util.List;

/** How the nodes of a cluster find each other. */
sealed interface Discovery {

    /** They do not: this node is a cluster of one. */
    record None() implements Discovery {}

    /**
     * By a list that every node is given.
     *
     * @param contacts management addresses of all nodes; at least one
     */
    record Seeds(List<HostAndPort> contacts) implements Discovery {
        public Seeds {
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * By a name in the domain name system.
     *
     * @param portName name of the port in service records; empty for address records
     */
    record Dns(String name, String portName) implements Discovery {}

    /**
     * By asking Kubernetes for pods.
     *
     * @param namespace empty: the namespace of this pod
     * @param portName name of the container port that is the management port
     */
    record KubernetesApi(String namespace, String labelSelector, String portName) implements Discovery {}
}
