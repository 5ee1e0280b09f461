package io.ionroller.deploy.ec2.account;

import io.ionroller.deploy.ec2.gate.Gates;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The accounts and regions that this process uses: one set of clients, credentials and gates for each, shared by all services.
 * Endpoints, the engine's own credentials and the trust store come from the SDK's standard settings. Thread-safe.
 */
public final class AwsAccounts implements AutoCloseable {

    /** Connections of the process to AWS; more calls than that wait in the HTTP client. */
    private static final int CONNECTIONS = 256;

    private static final int THREADS = 2;

    /** In CloudTrail the calls of an assumed role carry this name. */
    private static final String SESSION = "ionroller";

    private final Optional<URI> endpoint;
    private final Duration answerTimeout;
    private final Gates gates;
    private final BooleanSupplier mayAct;
    private final AwsCredentialsProvider own;
    private final EventLoopGroup threads = new NioEventLoopGroup(THREADS, daemons());
    private final SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(SdkEventLoopGroup.create(threads))
            .maxConcurrency(CONNECTIONS)
            .connectionAcquisitionTimeout(Duration.ofSeconds(5))
            .connectionTimeout(Duration.ofSeconds(2))
            .build();
    private final SdkHttpClient credentialsHttp = UrlConnectionHttpClient.create();
    private final Map<AwsAccess, AwsRegion> regions = new ConcurrentHashMap<>();

    /**
     * Makes no call yet.
     *
     * @param endpoint instead of what the SDK's standard settings say
     * @param answerTimeout after which the outcome of a call is unknown
     * @param gates of this process
     * @param mayAct whether this process may change anything now
     */
    public AwsAccounts(Optional<URI> endpoint, Duration answerTimeout, Gates gates, BooleanSupplier mayAct) {
        this(
                endpoint,
                answerTimeout,
                gates,
                mayAct,
                DefaultCredentialsProvider.builder()
                        .asyncCredentialUpdateEnabled(true)
                        .build());
    }

    /** With credentials of its own. */
    public AwsAccounts(
            Optional<URI> endpoint,
            Duration answerTimeout,
            Gates gates,
            BooleanSupplier mayAct,
            AwsCredentialsProvider own) {
        this.endpoint = endpoint;
        this.answerTimeout = answerTimeout;
        this.gates = gates;
        this.mayAct = mayAct;
        this.own = own;
    }

    /** The way to an account's region, always the same for the same. */
    public AwsRegion region(AwsAccess access) {
        return regions.computeIfAbsent(access, this::open);
    }

    private AwsRegion open(AwsAccess access) {
        AwsClients clients = new AwsClients(http, credentials(access), access.region(), endpoint, answerTimeout);
        return new AwsRegion(access, clients, gates, mayAct);
    }

    /** Temporary credentials are renewed in the background before they expire. */
    private AwsCredentialsProvider credentials(AwsAccess access) {
        if (access.roleArn().isEmpty()) {
            return own;
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(securityTokens(access.region()))
                .asyncCredentialUpdateEnabled(true)
                .refreshRequest(request -> request.roleArn(access.roleArn().get())
                        .externalId(access.externalId().orElse(null))
                        .roleSessionName(SESSION))
                .build();
    }

    private StsClient securityTokens(String region) {
        StsClientBuilder builder = StsClient.builder()
                .httpClient(credentialsHttp)
                .credentialsProvider(own)
                .region(Region.of(region))
                .overrideConfiguration(AwsClients.override(answerTimeout));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        regions.values().forEach(AwsRegion::close);
        http.close();
        // A group of the client's own would be waited for, two seconds long.
        var ending = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        ending.awaitUninterruptibly(1, TimeUnit.SECONDS);
        credentialsHttp.close();
    }

    private static ThreadFactory daemons() {
        return Thread.ofPlatform().daemon().name("aws-", 0).factory();
    }
}
