package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Application Load Balancer that is made for each environment and ends with it. Traffic is shared by weighted records
 * ({@link Dns}) that are aliases of these balancers.
 *
 * @param scheme {@code internet-facing} or {@code internal}
 * @param subnets of the balancer, two or more in different zones; empty for those of the instances
 * @param securityGroups of the balancer, 0 to 5; none means the VPC's default group
 * @param port where it listens, 1 to 65535
 * @param certificateOrNull for HTTPS; null for HTTP
 * @param sslPolicyOrNull which ciphers and versions HTTPS has; null for AWS's default
 */
public record OwnBalancer(
        String scheme,
        List<String> subnets,
        List<String> securityGroups,
        int port,
        @Nullable Arn certificateOrNull,
        @Nullable String sslPolicyOrNull)
        implements LoadBalancer.Place {

    /** AWS: security groups of a load balancer. */
    private static final int MOST_SECURITY_GROUPS = 5;

    private static final Pattern SCHEME = Pattern.compile("internet-facing|internal");
    private static final Pattern CERTIFICATE = Pattern.compile("certificate/[A-Za-z0-9-]+");
    private static final Pattern SSL_POLICY = Pattern.compile("ELBSecurityPolicy-[A-Za-z0-9-]{1,80}");
    private static final String WANTED_SCHEME = "internet-facing or internal";
    private static final String WANTED_SUBNET = "the id of a subnet such as subnet-0123456789abcdef0";
    private static final String WANTED_GROUP = "the id of a security group such as sg-0123456789abcdef0";
    private static final String WANTED_CERTIFICATE =
            "the ARN of a certificate, arn:aws:acm:REGION:ACCOUNT:certificate/...";
    private static final String WANTED_POLICY = "a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public OwnBalancer {
        Shapes.need("scheme", scheme, SCHEME, WANTED_SCHEME);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        if (subnets.size() == 1) {
            throw new InvalidValueException("subnets", "1 subnet", "two or more, in different zones");
        }
        if (securityGroups.size() > MOST_SECURITY_GROUPS) {
            throw new InvalidValueException("security_groups", securityGroups.size() + " groups", "at most 5");
        }
        Shapes.need("port", port, 1, PortMapping.MOST_PORT);
        if (sslPolicyOrNull != null && certificateOrNull == null) {
            throw new InvalidValueException(
                    "ssl_policy", '"' + sslPolicyOrNull + '"', "none without certificate: the balancer speaks HTTP");
        }
    }

    /** For HTTPS. */
    public Optional<Arn> certificate() {
        return Optional.ofNullable(certificateOrNull);
    }

    /** Which ciphers and versions HTTPS has. */
    public Optional<String> sslPolicy() {
        return Optional.ofNullable(sslPolicyOrNull);
    }

    /** What it speaks with clients: {@code HTTP} or {@code HTTPS}. */
    public String protocol() {
        return certificateOrNull == null ? "HTTP" : "HTTPS";
    }

    /** The balancer's subnets in this network. */
    public List<String> subnetsIn(Network network) {
        return subnets.isEmpty() ? network.subnets() : subnets;
    }

    static OwnBalancer read(SettingsReader reader) {
        String scheme = reader.text("scheme", SCHEME, WANTED_SCHEME).orElse("internet-facing");
        List<String> subnets = reader.values("subnets", text -> Shapes.need("", text, Shapes.SUBNET, WANTED_SUBNET));
        List<String> groups =
                reader.values("security_groups", text -> Shapes.need("", text, Shapes.SECURITY_GROUP, WANTED_GROUP));
        Arn certificate = reader.value("certificate", text -> Arn.parse(text, "acm", CERTIFICATE, WANTED_CERTIFICATE))
                .orElse(null);
        String policy = reader.text("ssl_policy", SSL_POLICY, WANTED_POLICY).orElse(null);
        int standard = reader.has("certificate") ? HTTPS_PORT : HTTP_PORT;
        int port = reader.whole("port", 1, PortMapping.MOST_PORT).orElse(standard);
        return reader.build(
                () -> new OwnBalancer(scheme, subnets, groups, port, certificate, policy),
                new OwnBalancer(scheme, List.of(), List.of(), port, null, null));
    }
}
