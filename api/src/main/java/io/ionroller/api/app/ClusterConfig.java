package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.view.ClusterStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ClusterSettings} mean to Pekko: laid over the settings of {@code application.conf}, and itself under what is given
 * as a system property.
 */
final class ClusterConfig {

    private static final String BOOTSTRAP = "pekko.management.cluster.bootstrap.contact-point-discovery.";
    private static final String ROTATING = "pekko.remote.artery.ssl.rotating-keys-engine.";
    static final String LEASE = "ionroller.persistence.lease";

    private ClusterConfig() {}

    /**
     * The whole configuration of a node.
     *
     * @param version of this program
     * @throws ConfigException if a node could still act when others may have taken its services over
     */
    static Config of(Config loaded, ClusterSettings settings, String version) {
        Config laid = ConfigFactory.parseMap(own(settings, version));
        if (settings.several()) {
            laid = laid.withFallback(ConfigFactory.parseMap(several(settings)))
                    .withFallback(ConfigFactory.parseMap(discovery(settings.discovery())));
            if (loaded.hasPath(LEASE)) {
                laid = laid.withFallback(loaded.getConfig("ionroller.cluster.leased"));
            }
            laid = laid.withFallback(loaded.getConfig("ionroller.cluster.several"))
                    .withFallback(loaded.getConfig(
                            "ionroller.cluster.profile." + settings.failOver().text()));
        }
        Config whole = ConfigFactory.defaultOverrides()
                .withFallback(laid)
                .withFallback(loaded)
                .resolve();
        if (settings.several()) {
            checkPermit(whole);
        }
        return whole;
    }

    private static Map<String, Object> own(ClusterSettings settings, String version) {
        return Map.of(
                "pekko.cluster.roles",
                List.of(ClusterStatus.NAME_ROLE + settings.nodeName()),
                "pekko.cluster.app-version",
                version);
    }

    private static Map<String, Object> several(ClusterSettings settings) {
        ClusterSettings.Listening node = settings.node();
        ClusterSettings.Listening management = settings.management();
        Map<String, Object> keys = new HashMap<>();
        keys.put("pekko.remote.artery.canonical.hostname", node.address().host());
        keys.put("pekko.remote.artery.canonical.port", node.address().port());
        keys.put("pekko.remote.artery.bind.hostname", node.bindHost());
        keys.put("pekko.remote.artery.bind.port", node.bindPort());
        keys.put("pekko.management.http.hostname", management.address().host());
        keys.put("pekko.management.http.port", management.address().port());
        keys.put("pekko.management.http.bind-hostname", management.bindHost());
        keys.put("pekko.management.http.bind-port", management.bindPort());
        keys.put(BOOTSTRAP + "required-contact-point-nr", settings.requiredContactPoints());
        keys.putAll(tls(settings.tls()));
        return keys;
    }

    /** Both sides of a connection must have a certificate of the authorities, and one with a name that the own one has too. */
    private static Map<String, Object> tls(ClusterSettings.@Nullable Tls tls) {
        return tls == null
                ? Map.of()
                : Map.of(
                        "pekko.remote.artery.transport",
                        "tls-tcp",
                        "pekko.remote.artery.ssl.ssl-engine-provider",
                        "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
                        ROTATING + "cert-file",
                        tls.certificate().toString(),
                        ROTATING + "key-file",
                        tls.key().toString(),
                        ROTATING + "ca-cert-file",
                        tls.authorities().toString(),
                        ROTATING + "ssl-context-cache-ttl",
                        "1m");
    }

    private static Map<String, Object> discovery(Discovery discovery) {
        return switch (discovery) {
            case Discovery.None none -> Map.of();
            case Discovery.Seeds seeds ->
                Map.of(
                        "pekko.discovery.method",
                        "config",
                        "pekko.discovery.config.services.ionroller.endpoints",
                        seeds.contacts().stream()
                                .map(contact -> Map.of("host", contact.host(), "port", contact.port()))
                                .toList());
            case Discovery.Dns dns ->
                Map.of(
                        "pekko.discovery.method",
                        "pekko-dns",
                        BOOTSTRAP + "service-name",
                        dns.name(),
                        BOOTSTRAP + "port-name",
                        dns.portName());
            case Discovery.KubernetesApi pods -> kubernetes(pods);
        };
    }

    private static Map<String, Object> kubernetes(Discovery.KubernetesApi pods) {
        Map<String, Object> keys = new HashMap<>();
        keys.put("pekko.discovery.method", "kubernetes-api");
        keys.put("pekko.discovery.kubernetes-api.pod-label-selector", pods.labelSelector());
        keys.put("pekko.discovery.kubernetes-api.use-raw-ip", true);
        keys.put(BOOTSTRAP + "port-name", pods.portName());
        if (!pods.namespace().isEmpty()) {
            keys.put("pekko.discovery.kubernetes-api.pod-namespace", pods.namespace());
        }
        return keys;
    }

    /** ADR 0008: a node that is cut off must have stopped acting before the others decide. */
    private static void checkPermit(Config whole) {
        Duration permit = whole.getDuration("ionroller.engine.permit.valid-for");
        Duration pause = whole.getDuration("pekko.cluster.failure-detector.acceptable-heartbeat-pause");
        Duration stable = whole.getDuration("pekko.cluster.split-brain-resolver.stable-after");
        if (permit.compareTo(pause.plus(stable)) >= 0) {
            throw new ConfigException.BadValue(
                    "ionroller.engine.permit.valid-for",
                    "must be less than acceptable-heartbeat-pause and stable-after together, " + pause.plus(stable)
                            + ", is " + permit + ": a node that is cut off would act beside its successor");
        }
    }
}
