package io.ionroller.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClusterConfigTest {

    private static Config whole(String... more) {
        Config loaded = ConfigFactory.parseString(String.join("\n", more))
                .withFallback(ConfigFactory.parseString("""
                        ionroller.persistence.url = "postgresql://db.example/ionroller"
                        ionroller.cluster { discovery = seeds, host = "10.0.0.1", node-name = one
                          seeds = ["10.0.0.1:7626", "10.0.0.2:7626", "10.0.0.3:7626"]
                          tls { certificate = "pom.xml", key = "pom.xml", authorities = "pom.xml" } }
                        """))
                .withFallback(ConfigFactory.load());
        return ClusterConfig.of(loaded, ClusterSettings.from(loaded), "2.0.0");
    }

    @Test
    void tellsPekkoWhereThisNodeIsAndWhoTheOthersAre() {
        Config whole = whole();

        assertThat(whole.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("10.0.0.1");
        assertThat(whole.getInt("pekko.remote.artery.canonical.port")).isEqualTo(17355);
        assertThat(whole.getString("pekko.management.http.bind-hostname")).isEqualTo("10.0.0.1");
        assertThat(whole.getConfigList("pekko.discovery.config.services.ionroller.endpoints"))
                .extracting(endpoint -> endpoint.getString("host") + ":" + endpoint.getInt("port"))
                .containsExactly("10.0.0.1:7626", "10.0.0.2:7626", "10.0.0.3:7626");
        assertThat(whole.getInt("pekko.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr"))
                .isEqualTo(2);
        assertThat(whole.getStringList("pekko.cluster.roles")).containsExactly("node=one");
        assertThat(whole.getString("pekko.cluster.app-version")).isEqualTo("2.0.0");
    }

    @Test
    void managementOnlyReads() {
        assertThat(whole().getBoolean("pekko.management.http.route-providers-read-only"))
                .isTrue();
    }

    @Test
    void looksUpANameOrAsksKubernetes() {
        Config dns =
                whole("ionroller.cluster { discovery = dns, dns.name = ion.example, required-contact-points = 2 }");
        Config pods = whole("ionroller.cluster { discovery = kubernetes-api, required-contact-points = 2 }");

        assertThat(dns.getString("pekko.discovery.method")).isEqualTo("pekko-dns");
        assertThat(dns.getString("pekko.management.cluster.bootstrap.contact-point-discovery.service-name"))
                .isEqualTo("ion.example");
        assertThat(pods.getString("pekko.discovery.method")).isEqualTo("kubernetes-api");
        assertThat(pods.getString("pekko.discovery.kubernetes-api.pod-label-selector"))
                .isEqualTo("app.kubernetes.io/name=ionroller");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void endsThePermitWellBeforeTheOthersDecide(ClusterSettings.FailOver failOver) {
        Config whole = whole("ionroller.cluster.fail-over = " + failOver.text());
        Duration silence = whole.getDuration("pekko.cluster.failure-detector.acceptable-heartbeat-pause")
                .plus(whole.getDuration("pekko.cluster.split-brain-resolver.stable-after"));

        assertThat(whole.getDuration("ionroller.engine.permit.valid-for").plusMillis(500))
                .isLessThan(silence);
        assertThat(whole.getDuration("ionroller.engine.permit.ask-every").multipliedBy(3))
                .as("two lost questions are no reason to stop acting")
                .isLessThan(whole.getDuration("ionroller.engine.permit.valid-for"));
    }

    @Test
    void refusesAPermitThatOutlivesTheDecisionOfTheOthers() {
        assertThatThrownBy(() -> whole("ionroller.cluster.profile.standard.ionroller.engine.permit.valid-for = 5s"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.engine.permit.valid-for")
                .hasMessageContaining("beside its successor");
    }

    @Test
    void asksForTheLeaseOnlyWhenTheStoreHasOne() {
        Config with = whole("ionroller.persistence.lease.lease-class = anything");
        Config without = ConfigFactory.load().withoutPath("ionroller.persistence.lease");

        assertThat(with.getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("lease-majority");
        assertThat(ClusterConfig.of(without, ClusterSettings.from(without), "1")
                        .getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("keep-majority");
    }

    @Test
    void aClusterOfOneListensOnNoFixedPort() {
        Config loaded = ConfigFactory.load();
        Config alone = ClusterConfig.of(loaded, ClusterSettings.from(loaded), "2.0.0");

        assertThat(alone.getInt("pekko.remote.artery.canonical.port")).isZero();
        assertThat(alone.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    }

    @Test
    void nodesProveThemselvesToEachOther() {
        Config whole = whole();
        String engine = "pekko.remote.artery.ssl.rotating-keys-engine.";

        assertThat(whole.getString("pekko.remote.artery.transport")).isEqualTo("tls-tcp");
        assertThat(whole.getString("pekko.remote.artery.ssl.ssl-engine-provider"))
                .endsWith("RotatingKeysSSLEngineProvider");
        for (String file : List.of("cert-file", "key-file", "ca-cert-file")) {
            assertThat(whole.getString(engine + file)).endsWith("/pom.xml");
        }
    }
}
