package io.ionroller.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterSettingsTest {

    private static final String DATABASE =
            "ionroller.persistence.url = \"postgresql://ion:secret@db.example/ionroller\"\n";
    private static final String THREE = "seeds = \"10.0.0.1:7626, 10.0.0.2:7626,10.0.0.3:7626\"";

    private static final String FILES = "tls { certificate = pom.xml, key = pom.xml, authorities = pom.xml }";

    private static Config config(String... cluster) {
        return ConfigFactory.parseString(DATABASE + "ionroller.cluster {\n" + String.join("\n", cluster) + "\n}")
                .withFallback(ConfigFactory.load());
    }

    private static ClusterSettings settings(String... cluster) {
        return ClusterSettings.from(config(cluster));
    }

    @Test
    void isAClusterOfOneWhenNothingIsSaid() {
        ClusterSettings standard = ClusterSettings.from(ConfigFactory.load());

        assertThat(standard.several()).isFalse();
        assertThat(standard.nodeName()).isNotBlank();
    }

    @Test
    void takesSeedsFromAListAndFromAText() {
        List<HostAndPort> expected = List.of(new HostAndPort("a", 1), new HostAndPort("::1", 2));

        assertThat(settings("discovery = seeds", "seeds = [\"a:1\", \"[::1]:2\"]")
                        .discovery())
                .isEqualTo(new Discovery.Seeds(expected));
        assertThat(settings("discovery = seeds", "seeds = \"a:1, [::1]:2,\"").discovery())
                .isEqualTo(new Discovery.Seeds(expected));
    }

    @Test
    void requiresMoreThanHalfOfTheSeeds() {
        assertThat(settings("discovery = seeds", THREE).requiredContactPoints()).isEqualTo(2);
        assertThat(settings("discovery = seeds", "seeds = \"a:1\"").requiredContactPoints())
                .isEqualTo(1);
    }

    @Test
    void listensWhereItIsReachedUnlessToldOtherwise() {
        ClusterSettings plain = settings("discovery = seeds", THREE, FILES, "host = 10.0.0.1");
        ClusterSettings translated = settings(
                "discovery = seeds", THREE, FILES, "host = 10.0.0.1", "bind-host = \"0.0.0.0\"", "bind-port = 4711");

        assertThat(plain.node())
                .isEqualTo(new ClusterSettings.Listening(new HostAndPort("10.0.0.1", 17355), "10.0.0.1", 17355));
        assertThat(translated.node())
                .isEqualTo(new ClusterSettings.Listening(new HostAndPort("10.0.0.1", 17355), "0.0.0.0", 4711));
        assertThat(translated.management())
                .isEqualTo(new ClusterSettings.Listening(new HostAndPort("10.0.0.1", 7626), "0.0.0.0", 7626));
    }

    @Test
    void refusesAClusterOnTheEmbeddedStore() {
        Config embedded = ConfigFactory.parseString("ionroller.persistence.url = \"\"")
                .withFallback(config("discovery = seeds", THREE));

        assertThatThrownBy(() -> ClusterSettings.from(embedded))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.cluster.discovery")
                .hasMessageContaining("a cluster needs PostgreSQL")
                .hasMessageContaining("IONROLLER_DATABASE_URL");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "discovery | discovery = multicast | none, seeds, dns or kubernetes-api, is 'multicast'",
                "seeds | discovery = seeds | every node when discovery is 'seeds', is empty",
                "seeds | discovery = seeds, seeds = \"a\" | host:management-port, has 'a'",
                "seeds | discovery = seeds, seeds = \"a:70000\" | has 'a:70000'",
                "dns.name | discovery = dns, required-contact-points = 2 | the name to look up, is empty",
                "required-contact-points | discovery = dns, dns.name = ion | more than half of the number of nodes",
                "required-contact-points | discovery = kubernetes-api | more than half of the number of nodes",
                "required-contact-points | discovery = seeds, seeds = [\"a:1\",\"b:1\"], required-contact-points = 1 | of the 2 seeds, is 1",
                "port | port = 0 | must be 1 to 65535, is 0",
                "management-bind-port | management-bind-port = 99999 | must be 0 to 65535, is 99999",
                "host | host = \" \" | by which the other nodes reach this one, or auto, is empty",
                "node-name | node-name = \"a b\" | letters, digits, dots and hyphens, is 'a b'",
                "fail-over | fail-over = slow | standard, fast, is 'slow'"
            })
    void refusesNonsenseByTheNameOfItsKey(String key, String given, String wanted) {
        assertThatThrownBy(() -> settings(given.split(", (?=[a-z-]+(\\.name)? =)")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.cluster." + key)
                .hasMessageContaining(wanted);
    }

    @Test
    void nodesOnSeveralMachinesMustProveThemselves() {
        assertThatThrownBy(() -> settings("discovery = seeds", THREE, "host = 10.0.0.1"))
                .hasMessageContaining("ionroller.cluster.tls.certificate")
                .hasMessageContaining("IONROLLER_CLUSTER_TLS_CERTIFICATE");
        assertThatThrownBy(() -> settings("discovery = seeds", THREE, "bind-host = \"0.0.0.0\""))
                .hasMessageContaining("ionroller.cluster.tls.certificate");
        assertThatThrownBy(() -> settings("discovery = seeds", THREE, "tls.certificate = pom.xml"))
                .hasMessageContaining("ionroller.cluster.tls.key")
                .hasMessageContaining("must be a PEM file, is empty");
        assertThatThrownBy(() -> settings("discovery = seeds", THREE, FILES, "tls.key = nowhere.pem"))
                .hasMessageContaining("ionroller.cluster.tls.key");
        assertThat(settings("discovery = seeds", THREE).tls()).isNull();
    }
}
