package io.ionroller.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account that has all that an environment is built from.
 *
 * @param listenerArn of the balancer's HTTP listener on port 80, which answers 404 by default
 * @param amiParameter the name of the SSM parameter that holds the AMI's id
 * @param repository in ECR; it has an image with the tags {@code 1.0} and {@code latest}, and one with {@code 2.0}
 * @param roleArn to be assumed by principals of any seeded account that know the external id
 */
public record SeededAccount(
        String accountId,
        String region,
        String accessKey,
        String secretKey,
        String vpc,
        List<String> subnets,
        String securityGroup,
        String ami,
        String amiParameter,
        String keyName,
        String instanceProfile,
        String repository,
        String imageDigest,
        String balancerArn,
        String balancerDns,
        String listenerArn,
        String roleArn,
        String externalId) {

    /** The {@code platform} object of a configuration that is right for this account (docs/aws-settings.md). */
    public Map<String, Object> platformSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("type", "ec2");
        settings.put("region", region);
        settings.put("vpc", vpc);
        settings.put("subnets", subnets);
        settings.put("security_groups", List.of(securityGroup));
        settings.put("instance_type", "t3.small");
        settings.put("ami", "ssm:" + amiParameter);
        settings.put("instance_profile", instanceProfile);
        settings.put("capacity", Map.of("min", 1, "desired", 2, "max", 4));
        settings.put("image", accountId + ".dkr.ecr." + region + ".amazonaws.com/" + repository);
        settings.put("registry_auth", "ecr");
        settings.put("port_mappings", List.of(Map.of("host", 80, "container", 8080)));
        settings.put("load_balancer", Map.of("listener", listenerArn, "host", List.of("hello.example.org")));
        settings.put("deregistration_delay", "5s");
        return settings;
    }
}
