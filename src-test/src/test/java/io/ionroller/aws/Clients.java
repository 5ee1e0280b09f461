package io.ionroller.aws;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.route53.Route53AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** The SDK's asynchronous clients for an endpoint, without retries: a test sees every answer. They share one HTTP client. */
final class Clients {

    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().maxConcurrency(64).build();

    private final URI endpoint;
    private final String region;
    private final AwsCredentials credentials;
    private final Map<String, Object> made = new ConcurrentHashMap<>();

    Clients(URI endpoint, String region, AwsCredentials credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    static Clients of(AwsEndpoint endpoint, SeededAccount account) {
        return new Clients(
                endpoint.endpoint(),
                account.region(),
                AwsBasicCredentials.create(account.accessKey(), account.secretKey()));
    }

    Clients with(AwsCredentials others) {
        return new Clients(endpoint, region, others);
    }

    Clients in(String otherRegion) {
        return new Clients(endpoint, otherRegion, credentials);
    }

    @SuppressWarnings("unchecked")
    private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C built(
            String name, Supplier<B> builder) {
        return (C) made.computeIfAbsent(name, _ -> built(builder.get()));
    }

    private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C built(B builder) {
        return builder.httpClient(HTTP)
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    StsAsyncClient sts() {
        return built("StsAsyncClient", StsAsyncClient::builder);
    }

    Ec2AsyncClient ec2() {
        return built("Ec2AsyncClient", Ec2AsyncClient::builder);
    }

    AutoScalingAsyncClient autoScaling() {
        return built("AutoScalingAsyncClient", AutoScalingAsyncClient::builder);
    }

    ElasticLoadBalancingV2AsyncClient balancing() {
        return built("ElasticLoadBalancingV2AsyncClient", ElasticLoadBalancingV2AsyncClient::builder);
    }

    Route53AsyncClient dns() {
        return built("Route53AsyncClient", Route53AsyncClient::builder);
    }

    S3AsyncClient objects() {
        return built("S3AsyncClient", S3AsyncClient::builder);
    }

    CloudWatchAsyncClient metrics() {
        return built("CloudWatchAsyncClient", CloudWatchAsyncClient::builder);
    }

    EcrAsyncClient registry() {
        return built("EcrAsyncClient", EcrAsyncClient::builder);
    }

    SsmAsyncClient parameters() {
        return built("SsmAsyncClient", SsmAsyncClient::builder);
    }

    IamAsyncClient iam() {
        return built("IamAsyncClient", IamAsyncClient::builder);
    }

    ServiceQuotasAsyncClient quotas() {
        return built("ServiceQuotasAsyncClient", ServiceQuotasAsyncClient::builder);
    }
}
