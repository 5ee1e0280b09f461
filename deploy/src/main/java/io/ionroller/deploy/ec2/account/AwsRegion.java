package io.ionroller.deploy.ec2.account;

import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Gate;
import io.ionroller.deploy.ec2.gate.GateKey;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.engine.platform.PlatformException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * One account in one region: every call to it goes through here, and so through the gate of its API family. Calls fail with a
 * {@link io.ionroller.engine.platform.PlatformException} that has AWS's own answer as its cause. Never blocks; thread-safe.
 */
public final class AwsRegion implements AutoCloseable {

    private final AwsAccess access;
    private final AwsClients clients;
    private final Gates gates;
    private final BooleanSupplier mayAct;

    /**
     * Makes no call yet.
     *
     * @param mayAct whether this process may change anything now; asked right before each change is sent
     */
    AwsRegion(AwsAccess access, AwsClients clients, Gates gates, BooleanSupplier mayAct) {
        this.access = access;
        this.clients = clients;
        this.gates = gates;
        this.mayAct = mayAct;
    }

    /** What holds up calls of a lane at this moment, as a part of a sentence; empty when they go at once. */
    public Optional<String> delay(Lane lane) {
        return gates.delay(access.account(), access.region(), lane);
    }

    /** Such as {@code eu-west-1}. */
    public String name() {
        return access.region();
    }

    /** The time by which readings are dated. */
    public Instant now() {
        return gates.time().now();
    }

    /** Readings that share calls of a family. The first call of a batch has passed the gate already: see {@link #admitted}. */
    public <K, V> Readings<K, V> readings(ApiFamily family, Readings.Plan<K, V> plan) {
        return new Readings<>(gate(family), plan, gates.settings().readings(), gates.time());
    }

    private Gate gate(ApiFamily family) {
        return gates.gate(new GateKey(access.account(), family.global() ? "global" : access.region(), family));
    }

    /** A call whose family's gate was passed already. */
    public <T> CompletionStage<T> admitted(Function<Admitted, CompletableFuture<T>> call) {
        return call.apply(new Admitted(clients.autoScaling(), clients.balancing(), clients.records()));
    }

    /** Clients of calls that were let in. */
    public record Admitted(
            AutoScalingAsyncClient autoScaling,
            ElasticLoadBalancingV2AsyncClient balancing,
            Route53AsyncClient records) {}

    /** Reads Auto Scaling groups. */
    public <T> CompletionStage<T> readScaling(
            Lane lane, String action, Function<AutoScalingAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.AUTO_SCALING, lane, action, () -> call.apply(clients.autoScaling()));
    }

    /** Changes Auto Scaling groups, if this process may act when its turn has come. */
    public <T> CompletionStage<T> changeScaling(
            Lane lane, String action, Function<AutoScalingAsyncClient, CompletableFuture<T>> call) {
        return changing(ApiFamily.AUTO_SCALING, lane, action, () -> call.apply(clients.autoScaling()));
    }

    /** Reads balancers, rules and target groups, which has a ration of its own. */
    public <T> CompletionStage<T> readBalancing(
            Lane lane, String action, Function<ElasticLoadBalancingV2AsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.ELB_READ, lane, action, () -> call.apply(clients.balancing()));
    }

    /** Changes balancers, rules and target groups, if this process may act when its turn has come. */
    public <T> CompletionStage<T> changeBalancing(
            Lane lane, String action, Function<ElasticLoadBalancingV2AsyncClient, CompletableFuture<T>> call) {
        return changing(ApiFamily.ELB_WRITE, lane, action, () -> call.apply(clients.balancing()));
    }

    /** Reads zones, records and changes of Route 53. */
    public <T> CompletionStage<T> readRecords(
            Lane lane, String action, Function<Route53AsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.ROUTE_53, lane, action, () -> call.apply(clients.records()));
    }

    /** Changes records, if this process may act when its turn has come. */
    public <T> CompletionStage<T> changeRecords(
            Lane lane, String action, Function<Route53AsyncClient, CompletableFuture<T>> call) {
        return changing(ApiFamily.ROUTE_53, lane, action, () -> call.apply(clients.records()));
    }

    /** Reads of EC2. */
    public <T> CompletionStage<T> readCompute(
            Lane lane, String action, Function<Ec2AsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.EC2, lane, action, () -> call.apply(clients.compute()));
    }

    /** Changes in EC2, if this process may act when its turn has come. */
    public <T> CompletionStage<T> changeCompute(
            Lane lane, String action, Function<Ec2AsyncClient, CompletableFuture<T>> call) {
        return changing(ApiFamily.EC2, lane, action, () -> call.apply(clients.compute()));
    }

    public <T> CompletionStage<T> registry(
            Lane lane, String action, Function<EcrAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.ECR, lane, action, () -> call.apply(clients.registry()));
    }

    public <T> CompletionStage<T> parameters(
            Lane lane, String action, Function<SsmAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.SSM, lane, action, () -> call.apply(clients.parameters()));
    }

    public <T> CompletionStage<T> metrics(
            Lane lane, String action, Function<CloudWatchAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.CLOUD_WATCH, lane, action, () -> call.apply(clients.metrics()));
    }

    /** Reads of IAM. */
    public <T> CompletionStage<T> access(
            Lane lane, String action, Function<IamAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.IAM, lane, action, () -> call.apply(clients.access()));
    }

    /** Who this process is to AWS. */
    public <T> CompletionStage<T> identity(
            Lane lane, String action, Function<StsAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.STS, lane, action, () -> call.apply(clients.identity()));
    }

    public <T> CompletionStage<T> quotas(
            Lane lane, String action, Function<ServiceQuotasAsyncClient, CompletableFuture<T>> call) {
        return through(ApiFamily.SERVICE_QUOTAS, lane, action, () -> call.apply(clients.quotas()));
    }

    private <T> CompletionStage<T> changing(
            ApiFamily family, Lane lane, String action, Supplier<CompletableFuture<T>> call) {
        return through(
                family,
                lane,
                action,
                () -> mayAct.getAsBoolean()
                        ? call.get()
                        : CompletableFuture.failedFuture(new PlatformException(
                                PlatformException.Kind.RETRYABLE,
                                action + " was not sent: the cluster does not confirm that this process may act")));
    }

    private <T> CompletionStage<T> through(
            ApiFamily family, Lane lane, String action, Supplier<CompletableFuture<T>> call) {
        return AwsFailure.told(action, gate(family).call(lane, action, call));
    }

    @Override
    public void close() {
        clients.close();
    }
}
