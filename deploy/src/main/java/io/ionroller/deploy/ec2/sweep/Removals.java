package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.gate.Lane;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The calls that take the parts of an orphan away, each by the identity that was found. What is gone already is no failure. */
final class Removals {

    private final AwsRegion region;

    Removals(AwsRegion region) {
        this.region = region;
    }

    /** Whether a balancer that does not go with it uses any of its target groups now. */
    CompletionStage<Boolean> used(Leftover leftover) {
        List<String> targetGroups = leftover.targetGroupArns();
        if (targetGroups.isEmpty()) {
            return CompletableFuture.completedStage(false);
        }
        CompletionStage<List<TargetGroup>> now = region.readBalancing(
                        Lane.SWEEP,
                        "DescribeTargetGroups",
                        client -> client.describeTargetGroups(request -> request.targetGroupArns(targetGroups)))
                .thenApply(answer -> answer.targetGroups());
        return Absence.as(List.of(), now, "TargetGroupNotFound")
                .thenApply(found -> found.stream()
                        .flatMap(group -> group.loadBalancerArns().stream())
                        .anyMatch(balancer -> !leftover.balancerArns().contains(balancer)));
    }

    /** Ends the groups with their instances; these are still there for a while when this is answered. */
    CompletionStage<Void> groups(List<AutoScalingGroup> groups) {
        return Pages.each(
                        groups,
                        group -> gone(
                                region.changeScaling(
                                        Lane.SWEEP,
                                        "DeleteAutoScalingGroup",
                                        client -> client.deleteAutoScalingGroup(
                                                request -> request.autoScalingGroupName(group.autoScalingGroupName())
                                                        .forceDelete(true))),
                                "ValidationError"))
                .thenAccept(done -> {});
    }

    /** Deletes what is left when the groups are gone: balancers with their listeners, target groups, then launch templates. */
    CompletionStage<Void> rest(Leftover leftover) {
        return Pages.each(
                        leftover.balancerArns(),
                        arn -> gone(
                                region.changeBalancing(
                                        Lane.SWEEP,
                                        "DeleteLoadBalancer",
                                        client -> client.deleteLoadBalancer(request -> request.loadBalancerArn(arn))),
                                "LoadBalancerNotFound"))
                .thenCompose(done -> Pages.each(
                        leftover.targetGroups(),
                        group -> gone(
                                region.changeBalancing(
                                        Lane.SWEEP,
                                        "DeleteTargetGroup",
                                        client -> client.deleteTargetGroup(
                                                request -> request.targetGroupArn(group.targetGroupArn()))),
                                "TargetGroupNotFound")))
                .thenCompose(done -> Pages.each(
                        leftover.templates(),
                        template -> gone(
                                region.changeCompute(
                                        Lane.SWEEP,
                                        "DeleteLaunchTemplate",
                                        client -> client.deleteLaunchTemplate(
                                                request -> request.launchTemplateId(template.launchTemplateId()))),
                                "InvalidLaunchTemplateId.NotFound",
                                "InvalidLaunchTemplateId.NotFoundException")))
                .thenAccept(done -> {});
    }

    private static CompletionStage<Boolean> gone(CompletionStage<?> call, String... absent) {
        return Absence.as(true, call.thenApply(done -> true), absent);
    }
}
