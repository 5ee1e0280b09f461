package io.ionroller.deploy.ec2.account;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.route53.Route53AsyncClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * The clients of one account in one region. They share one HTTP client and never retry: the engine's worker retries an effect, and
 * every attempt must pass the gate. Thread-safe.
 */
final class AwsClients implements AutoCloseable {

    private final AutoScalingAsyncClient autoScaling;
    private final ElasticLoadBalancingV2AsyncClient balancing;
    private final Ec2AsyncClient compute;
    private final EcrAsyncClient registry;
    private final SsmAsyncClient parameters;
    private final CloudWatchAsyncClient metrics;
    private final StsAsyncClient identity;
    private final ServiceQuotasAsyncClient quotas;
    private final IamAsyncClient access;
    private final Route53AsyncClient records;

    /**
     * Opens no connection yet.
     *
     * @param endpoint instead of AWS's own; absent for what the SDK's standard settings say
     * @param answerTimeout after which the outcome of a call is unknown
     */
    AwsClients(
            SdkAsyncHttpClient http,
            AwsCredentialsProvider credentials,
            String region,
            Optional<URI> endpoint,
            Duration answerTimeout) {
        Setup setup = new Setup(http, credentials, Region.of(region), endpoint, override(answerTimeout));
        autoScaling = setup.apply(AutoScalingAsyncClient.builder()).build();
        balancing = setup.apply(ElasticLoadBalancingV2AsyncClient.builder()).build();
        compute = setup.apply(Ec2AsyncClient.builder()).build();
        registry = setup.apply(EcrAsyncClient.builder()).build();
        parameters = setup.apply(SsmAsyncClient.builder()).build();
        access = setup.apply(IamAsyncClient.builder()).build();
        records = setup.apply(Route53AsyncClient.builder()).build();
        quotas = setup.apply(ServiceQuotasAsyncClient.builder()).build();
        identity = setup.apply(StsAsyncClient.builder()).build();
        metrics = setup.apply(CloudWatchAsyncClient.builder()).build();
    }

    static ClientOverrideConfiguration override(Duration answerTimeout) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(answerTimeout)
                .build();
    }

    private record Setup(
            SdkAsyncHttpClient http,
            AwsCredentialsProvider credentials,
            Region region,
            Optional<URI> endpoint,
            ClientOverrideConfiguration override) {

        <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B apply(B builder) {
            endpoint.ifPresent(builder::endpointOverride);
            return builder.httpClient(http)
                    .credentialsProvider(credentials)
                    .region(region)
                    .overrideConfiguration(override);
        }
    }

    AutoScalingAsyncClient autoScaling() {
        return autoScaling;
    }

    ElasticLoadBalancingV2AsyncClient balancing() {
        return balancing;
    }

    Ec2AsyncClient compute() {
        return compute;
    }

    EcrAsyncClient registry() {
        return registry;
    }

    SsmAsyncClient parameters() {
        return parameters;
    }

    CloudWatchAsyncClient metrics() {
        return metrics;
    }

    IamAsyncClient access() {
        return access;
    }

    Route53AsyncClient records() {
        return records;
    }

    ServiceQuotasAsyncClient quotas() {
        return quotas;
    }

    StsAsyncClient identity() {
        return identity;
    }

    @Override
    public void close() {
        autoScaling.close();
        balancing.close();
        compute.close();
        registry.close();
        parameters.close();
        metrics.close();
        identity.close();
        quotas.close();
        access.close();
        records.close();
    }
}
