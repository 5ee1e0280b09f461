package io.ionroller.aws;

import java.util.List;

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
        String externalId) {}
