package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.platform.PlatformException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The calls that take the parts of an environment away. What is gone already is no failure. Never blocks; thread-safe. */
final class Removal {

    private final AwsRegion region;

    Removal(AwsRegion region) {
        this.region = region;
    }

    /** Ends the group with its instances; they are still there for a while when this is answered. */
    CompletionStage<Void> group(String name) {
        return gone(
                region.changeScaling(
                        Lane.VERIFY,
                        "DeleteAutoScalingGroup",
                        client -> client.deleteAutoScalingGroup(
                                request -> request.autoScalingGroupName(name).forceDelete(true))),
                "ValidationError");
    }

    /** Deletes the environment's own balancer, if it has one, with its listener. */
    CompletionStage<Void> loadBalancer(String name) {
        return ifThere(
                region.readBalancing(
                                Lane.VERIFY,
                                "DescribeLoadBalancers",
                                client -> client.describeLoadBalancers(request -> request.names(name)))
                        .thenApply(found ->
                                found.loadBalancers().stream().findFirst().map(LoadBalancer::loadBalancerArn)),
                "LoadBalancerNotFound",
                arn -> region.changeBalancing(
                        Lane.VERIFY,
                        "DeleteLoadBalancer",
                        client -> client.deleteLoadBalancer(request -> request.loadBalancerArn(arn))));
    }

    /** Deletes the target group; no rule may forward to it any more. */
    CompletionStage<Void> targetGroup(String name) {
        return ifThere(
                region.readBalancing(
                                Lane.VERIFY,
                                "DescribeTargetGroups",
                                client -> client.describeTargetGroups(request -> request.names(name)))
                        .thenApply(found ->
                                found.targetGroups().stream().findFirst().map(TargetGroup::targetGroupArn)),
                "TargetGroupNotFound",
                arn -> region.changeBalancing(
                        Lane.VERIFY,
                        "DeleteTargetGroup",
                        client -> client.deleteTargetGroup(request -> request.targetGroupArn(arn))));
    }

    /** Deletes what was found; what the reading says is missing is gone already. */
    private static CompletionStage<Void> ifThere(
            CompletionStage<Optional<String>> found, String missing, Function<String, CompletionStage<?>> delete) {
        return found.exceptionallyCompose(thrown -> AwsFailure.has(thrown, missing)
                        ? CompletableFuture.completedStage(Optional.empty())
                        : CompletableFuture.failedStage(thrown))
                .thenCompose(arn -> arn.isEmpty()
                        ? CompletableFuture.<Void>completedStage(null)
                        : delete.apply(arn.get()).thenAccept(done -> {}));
    }

    /** Deletes the template. Whether a refusal means that it is gone is asked, for the codes of such refusals are many. */
    CompletionStage<Void> launchTemplate(String name) {
        return region.changeCompute(
                        Lane.VERIFY,
                        "DeleteLaunchTemplate",
                        client -> client.deleteLaunchTemplate(request -> request.launchTemplateName(name)))
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(thrown ->
                        AwsFailure.of("DeleteLaunchTemplate", thrown).kind() == PlatformException.Kind.TERMINAL
                                ? templateIsGone(name)
                                        .thenCompose(gone -> gone
                                                ? CompletableFuture.<Void>completedStage(null)
                                                : CompletableFuture.<Void>failedStage(thrown))
                                : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<Boolean> templateIsGone(String name) {
        return region.readCompute(
                        Lane.VERIFY,
                        "DescribeLaunchTemplates",
                        client -> client.describeLaunchTemplates(request -> request.filters(
                                filter -> filter.name("launch-template-name").values(name))))
                .thenApply(found -> found.launchTemplates().stream()
                        .noneMatch(template -> name.equals(template.launchTemplateName())));
    }

    private static CompletionStage<Void> gone(CompletionStage<?> call, String... absent) {
        return call.<Void>thenApply(done -> null)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, absent)
                        ? CompletableFuture.completedStage(null)
                        : CompletableFuture.failedStage(thrown));
    }
}
