package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import io.ionroller.api.access.AccessSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@link ClusterSettings}; what is wrong is named by its key, with what was given and what was wanted. */
final class ClusterSettingsReader {

    private static final String ROOT = "ionroller.cluster.";

    private final Config config;

    ClusterSettingsReader(Config config) {
        this.config = config;
    }

    ClusterSettings read() {
        Discovery discovery = discovery();
        if (!(discovery instanceof Discovery.None)
                && config.getString("ionroller.persistence.url").isBlank()) {
            throw wrong(
                    "discovery",
                    "is '" + text("discovery")
                            + "', but the embedded store is for one node: a cluster needs PostgreSQL,"
                            + " set IONROLLER_DATABASE_URL (ionroller.persistence.url), or set discovery to 'none'");
        }
        return new ClusterSettings(
                discovery,
                nodeName(),
                listening("port", "bind-port"),
                listening("management-port", "management-bind-port"),
                requiredContactPoints(discovery),
                failOver(),
                discovery instanceof Discovery.None ? null : tls());
    }

    /** What travels beyond this machine is encrypted, and only nodes of this cluster are talked to. */
    private ClusterSettings.@Nullable Tls tls() {
        String certificate = text("tls.certificate");
        String key = text("tls.key");
        String authorities = text("tls.authorities");
        if (certificate.isEmpty() && key.isEmpty() && authorities.isEmpty()) {
            String bindHost = text("bind-host");
            if (AccessSettings.loopback(host()) && (bindHost.isEmpty() || AccessSettings.loopback(bindHost))) {
                return null;
            }
            throw wrong(
                    "tls.certificate",
                    "must be the PEM file of this node's certificate, is empty: nodes on several machines prove themselves"
                            + " to each other (IONROLLER_CLUSTER_TLS_CERTIFICATE, docs/operations/cluster.md)");
        }
        return new ClusterSettings.Tls(file("tls.certificate"), file("tls.key"), file("tls.authorities"));
    }

    private Path file(String key) {
        Path file = Path.of(needed(key, "a PEM file")).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw wrong(key, "must be a PEM file that can be read, is '" + file + "'");
        }
        return file;
    }

    private Discovery discovery() {
        return switch (text("discovery").toLowerCase(Locale.ROOT)) {
            case "none" -> new Discovery.None();
            case "seeds" -> new Discovery.Seeds(seeds());
            case "dns" -> new Discovery.Dns(needed("dns.name", "the name to look up"), text("dns.port-name"));
            case "kubernetes-api" ->
                new Discovery.KubernetesApi(
                        text("kubernetes.namespace"),
                        needed("kubernetes.label-selector", "a label selector such as app=ionroller"),
                        needed("kubernetes.port-name", "the name of the management port in the pods"));
            default ->
                throw wrong("discovery", "must be none, seeds, dns or kubernetes-api, is '" + text("discovery") + "'");
        };
    }

    private List<HostAndPort> seeds() {
        boolean list = config.getValue(ROOT + "seeds").valueType() == ConfigValueType.LIST;
        List<String> texts = list
                ? config.getStringList(ROOT + "seeds")
                : Arrays.asList(text("seeds").split(",", -1));
        List<HostAndPort> seeds = texts.stream()
                .filter(text -> !text.isBlank())
                .map(this::seed)
                .distinct()
                .toList();
        if (seeds.isEmpty()) {
            throw wrong("seeds", "must have host:management-port of every node when discovery is 'seeds', is empty");
        }
        return seeds;
    }

    private HostAndPort seed(String text) {
        try {
            return HostAndPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("seeds", "must be a list of host:management-port, has '" + text.strip() + "'");
        }
    }

    private ClusterSettings.Listening listening(String portKey, String bindPortKey) {
        String host = host();
        int port = port(portKey, 1);
        int bindPort = port(bindPortKey, 0);
        String bindHost = text("bind-host");
        return new ClusterSettings.Listening(
                new HostAndPort(host, port), bindHost.isEmpty() ? host : bindHost, bindPort == 0 ? port : bindPort);
    }

    private String host() {
        String given = needed("host", "the address by which the other nodes reach this one, or auto");
        if (!given.equals("auto")) {
            return given;
        }
        InetAddress own;
        try {
            own = InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            throw wrong("host", "is 'auto', but this machine's own name has no address: " + e.getMessage());
        }
        if (own.isLoopbackAddress()) {
            throw wrong(
                    "host",
                    "is 'auto', but this machine's own name means " + own.getHostAddress()
                            + ", which no other node can reach: set the address itself");
        }
        return own.getHostAddress();
    }

    private int requiredContactPoints(Discovery discovery) {
        int given = number("required-contact-points");
        return given == 0 && discovery instanceof Discovery.Seeds(List<HostAndPort> contacts)
                ? contacts.size() / 2 + 1
                : given;
    }

    private ClusterSettings.FailOver failOver() {
        String text = text("fail-over");
        return Arrays.stream(ClusterSettings.FailOver.values())
                .filter(one -> one.text().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "fail-over",
                        "must be one of "
                                + Arrays.stream(ClusterSettings.FailOver.values())
                                        .map(ClusterSettings.FailOver::text)
                                        .collect(Collectors.joining(", "))
                                + ", is '" + text + "'"));
    }

    private String nodeName() {
        String given = text("node-name");
        if (!given.isEmpty()) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private int port(String key, int least) {
        int port = number(key);
        if (port < least || port > 65_535) {
            throw wrong(key, "must be " + least + " to 65535, is " + port);
        }
        return port;
    }

    private int number(String key) {
        return config.getInt(ROOT + key);
    }

    private String text(String key) {
        return config.getString(ROOT + key).strip();
    }

    private String needed(String key, String what) {
        String text = text(key);
        if (text.isEmpty()) {
            throw wrong(key, "must be " + what + ", is empty");
        }
        return text;
    }

    private static ConfigException wrong(String key, String sentence) {
        return new ConfigException.BadValue(ROOT + key, sentence);
    }
}
