package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.template.EnvironmentRequests;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.UnusedCapacity;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/**
 * The calls that change an Auto Scaling group that is there: its capacity, its template, its target group. What is right already is
 * left alone, so each may be repeated. Never blocks; thread-safe.
 */
final class Adjustment {

    private final AwsRegion region;

    Adjustment(AwsRegion region) {
        this.region = region;
    }

    /** Sets these parts right. No part of it ever takes an instance away. */
    CompletionStage<Void> restore(AutoScalingGroup group, Blueprint made, Set<EnvironmentPart> parts, Lane lane) {
        UpdateAutoScalingGroupRequest.Builder update =
                UpdateAutoScalingGroupRequest.builder().autoScalingGroupName(group.autoScalingGroupName());
        boolean capacity = parts.contains(EnvironmentPart.CAPACITY) && fill(update, group, made);
        boolean machine = parts.contains(EnvironmentPart.MACHINE)
                && GroupDrift.of(group, made).stream().anyMatch(drift -> drift.part() == EnvironmentPart.MACHINE);
        if (machine) {
            EnvironmentRequests.template(made.names(), made.settings(), update);
        }
        CompletionStage<Void> updated =
                capacity || machine ? update(update.build(), lane) : CompletableFuture.completedStage(null);
        return parts.contains(EnvironmentPart.ENTRANCE) && made.sharedTargets().isEmpty()
                ? updated.thenCompose(done -> attach(group, made, lane))
                : updated;
    }

    /** Up to what it was made with; more stays. */
    private static boolean fill(UpdateAutoScalingGroupRequest.Builder update, AutoScalingGroup group, Blueprint made) {
        Optional<Capacity.Fixed> wanted = made.capacity(group);
        if (wanted.isEmpty()
                || !GroupDrift.lacks(group, wanted.get())
                        && group.desiredCapacity() >= wanted.get().desired()) {
            return false;
        }
        update.minSize(Math.max(group.minSize(), wanted.get().min()))
                .desiredCapacity(Math.max(group.desiredCapacity(), wanted.get().desired()))
                .maxSize(Math.max(group.maxSize(), wanted.get().max()));
        return true;
    }

    /** Takes instances away until the group has what it keeps while it is unused. */
    CompletionStage<Void> scaleDown(AutoScalingGroup group, UnusedCapacity unused, Lane lane) {
        return group.desiredCapacity() <= unused.kept()
                ? CompletableFuture.completedStage(null)
                : update(
                        UpdateAutoScalingGroupRequest.builder()
                                .autoScalingGroupName(group.autoScalingGroupName())
                                .minSize(Math.min(group.minSize(), unused.kept()))
                                .desiredCapacity(unused.kept())
                                .build(),
                        lane);
    }

    private CompletionStage<Void> update(UpdateAutoScalingGroupRequest request, Lane lane) {
        return region.changeScaling(lane, "UpdateAutoScalingGroup", client -> client.updateAutoScalingGroup(request))
                .thenAccept(done -> {});
    }

    private CompletionStage<Void> attach(AutoScalingGroup group, Blueprint made, Lane lane) {
        String name = made.names().targetGroup();
        if (GroupDrift.targetGroup(group, name).isPresent()) {
            return CompletableFuture.completedStage(null);
        }
        return region.readBalancing(
                        lane, "DescribeTargetGroups", client -> client.describeTargetGroups(find -> find.names(name)))
                .thenApply(found -> found.targetGroups().stream()
                        .findFirst()
                        .orElseThrow(() -> new PlatformException(
                                Kind.RETRYABLE, "the target group " + name + " cannot be seen now"))
                        .targetGroupArn())
                .thenCompose(arn -> region.changeScaling(
                        lane,
                        "AttachLoadBalancerTargetGroups",
                        client -> client.attachLoadBalancerTargetGroups(
                                request -> request.autoScalingGroupName(group.autoScalingGroupName())
                                        .targetGroupARNs(arn))))
                .thenAccept(done -> {});
    }
}
