package io.ionroller.deploy.ec2.settings;

import static io.ionroller.deploy.ec2.settings.SampleSettings.LISTENER;
import static io.ionroller.deploy.ec2.settings.SampleSettings.least;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class OwnBalancerTest {

    private static final String CERTIFICATE =
            "arn:aws:acm:eu-west-1:123456789012:certificate/1b2c3d4e-0000-1111-2222-333344445555";

    private static SampleSettings own(Map<String, Object> balancer) {
        return least().with("load_balancer", Map.of("own", balancer))
                .with("dns", Map.of("zone_id", "Z0123456789ABCDEFGHIJ", "name", "cart.example.org"));
    }

    @Test
    void speaksHttpsWithACertificate() {
        assertThat(own(Map.of()).read().traffic().ownBalancer()).hasValueSatisfying(balancer -> {
            assertThat(balancer.port()).isEqualTo(80);
            assertThat(balancer.protocol()).isEqualTo("HTTP");
            assertThat(balancer.scheme()).isEqualTo("internet-facing");
        });
        assertThat(own(Map.of("certificate", CERTIFICATE, "scheme", "internal"))
                        .read()
                        .traffic()
                        .ownBalancer())
                .hasValueSatisfying(balancer -> {
                    assertThat(balancer.port()).isEqualTo(443);
                    assertThat(balancer.protocol()).isEqualTo("HTTPS");
                    assertThat(balancer.scheme()).isEqualTo("internal");
                });
    }

    @Test
    void everythingIsRead() throws IOException {
        Traffic traffic = SettingsPageTest.examples().stream()
                .map(example -> Ec2Settings.of(example).traffic())
                .filter(one -> one.ownBalancer().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(traffic.ownBalancer())
                .contains(new OwnBalancer(
                        "internet-facing",
                        List.of("subnet-0123456789abcdef2", "subnet-0123456789abcdef3"),
                        List.of("sg-0123456789abcdef1"),
                        443,
                        Arn.parse(CERTIFICATE, "acm", Pattern.compile(".*"), ""),
                        "ELBSecurityPolicy-TLS13-1-2-2021-06"));
        assertThat(traffic.dns()).contains(new Dns("Z0123456789ABCDEFGHIJ", "cart.example.org", false));
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        assertThat(own(Map.of(
                                "scheme",
                                "public",
                                "subnets",
                                List.of("subnet-0123456789abcdef0"),
                                "security_groups",
                                List.of("web"),
                                "port",
                                0,
                                "certificate",
                                "arn:aws:iam::123456789012:role/web",
                                "listener",
                                LISTENER))
                        .mistakes())
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "load_balancer.own.scheme",
                        "load_balancer.own.subnets",
                        "load_balancer.own.security_groups[0]",
                        "load_balancer.own.port",
                        "load_balancer.own.certificate",
                        "load_balancer.own.listener");
    }

    @Test
    void goesTogetherWithRecordsAndWithNothingOfARule() {
        assertThat(own(Map.of()).without("dns").mistakes())
                .containsExactly("dns: got nothing, wanted an object with zone_id and name, by which"
                        + " load_balancer.own gets its traffic");
        assertThat(least().with("dns", Map.of("zone_id", "Z0123456789ABCDEFGHIJ", "name", "cart.example.org"))
                        .mistakes())
                .singleElement()
                .asString()
                .startsWith("dns: got nothing, wanted no dns beside a rule");
        assertThat(own(Map.of())
                        .with("load_balancer.listener", LISTENER)
                        .with("load_balancer.test.port", 8443)
                        .mistakes())
                .containsExactly(
                        "load_balancer.listener: got nothing, wanted no listener beside own, which shares no balancer",
                        "load_balancer.test: got nothing, wanted no test beside own, which shares no balancer");
    }

    @Test
    void refusesWhatWouldHaveNoEffect() {
        assertThat(own(Map.of()).with("stickiness", "10m").mistakes())
                .singleElement()
                .asString()
                .startsWith("stickiness: got \"10m\", wanted no stickiness with load_balancer.own");
        assertThat(own(Map.of()).with("drain_periods", 0).mistakes())
                .singleElement()
                .asString()
                .startsWith("drain_periods: got 0, wanted 1 or more with load_balancer.own");
        assertThat(own(Map.of("ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"))
                        .mistakes())
                .containsExactly("load_balancer.own.ssl_policy: got \"ELBSecurityPolicy-TLS13-1-2-2021-06\","
                        + " wanted none without certificate: the balancer speaks HTTP");
    }

    @Test
    void needsTwoSubnets() {
        assertThat(own(Map.of())
                        .with("subnets", List.of("subnet-0123456789abcdef0"))
                        .mistakes())
                .containsExactly("load_balancer.own.subnets: got nothing, wanted two or more in different zones:"
                        + " subnets has only one");
        assertThat(own(Map.of("subnets", List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1")))
                        .with("subnets", List.of("subnet-0123456789abcdef0"))
                        .mistakes())
                .isEmpty();
    }

    @Test
    void hasACertificateOfTheSameRegion() {
        assertThat(own(Map.of("certificate", CERTIFICATE.replace("eu-west-1", "us-east-1")))
                        .mistakes())
                .singleElement()
                .asString()
                .endsWith("wanted an ARN of the region eu-west-1");
    }
}
