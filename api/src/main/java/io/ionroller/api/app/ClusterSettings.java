package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How this node is part of a cluster, from {@code ionroller.cluster}; the keys are explained in {@code reference.conf}.
 *
 * @param nodeName what people call this node
 * @param node where other nodes send messages
 * @param management where other nodes ask before they are a cluster
 * @param requiredContactPoints how many nodes must see each other before they begin a new cluster
 * @param tls by which nodes prove themselves to each other; absent: they do not
 */
record ClusterSettings(
        Discovery discovery,
        String nodeName,
        Listening node,
        Listening management,
        int requiredContactPoints,
        FailOver failOver,
        @Nullable Tls tls) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");

    /** How quickly a silent node is taken for gone. */
    enum FailOver {
        STANDARD,
        FAST;

        /** As it is written in the settings. */
        String text() {
            return switch (this) {
                case STANDARD -> "standard";
                case FAST -> "fast";
            };
        }
    }

    /**
     * An address that others reach, and where this node listens for it.
     *
     * @param bindHost the same or, behind a translation of addresses, another
     */
    record Listening(HostAndPort address, String bindHost, int bindPort) {}

    /**
     * PEM files of a node.
     *
     * @param certificate its own
     * @param authorities whose nodes are let in
     */
    record Tls(Path certificate, Path key, Path authorities) {}

    ClusterSettings {
        if (!NAME.matcher(nodeName).matches()) {
            throw new ConfigException.BadValue(
                    "ionroller.cluster.node-name",
                    "must be 1 to 63 letters, digits, dots and hyphens, is '" + nodeName + "'");
        }
        if (!(discovery instanceof Discovery.None) && requiredContactPoints < 1) {
            throw new ConfigException.BadValue(
                    "ionroller.cluster.required-contact-points",
                    "must be more than half of the number of nodes (2 of 3), is " + requiredContactPoints
                            + ": only for seeds it follows from their number");
        }
        if (discovery instanceof Discovery.Seeds seeds
                && requiredContactPoints <= seeds.contacts().size() / 2) {
            throw new ConfigException.BadValue(
                    "ionroller.cluster.required-contact-points",
                    "must be more than half of the " + seeds.contacts().size() + " seeds, is " + requiredContactPoints
                            + ": two parts of the network might begin a cluster each");
        }
    }

    /** Whether there may be other nodes. */
    boolean several() {
        return !(discovery instanceof Discovery.None);
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    static ClusterSettings from(Config config) {
        return new ClusterSettingsReader(config).read();
    }
}
