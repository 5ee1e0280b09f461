package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerTargetGroupState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Auto Scaling's actions that attach target groups, in the old words and the new.
 *
 * <p>Source: API_AttachLoadBalancerTargetGroups and API_DetachLoadBalancerTargetGroups: a group is Removing while targets
 * drain, its instances keep running.
 */
final class GroupTraffic {

    private static final String KIND = "elbv2";

    private GroupTraffic() {}

    static void addTo(Actions actions) {
        actions.on(AttachLoadBalancerTargetGroupsRequest.class, (call, request) -> {
                    attach(call, request.autoScalingGroupName(), request.targetGroupARNs());
                    return AttachLoadBalancerTargetGroupsResponse.builder().build();
                })
                .on(DetachLoadBalancerTargetGroupsRequest.class, (call, request) -> {
                    detach(call, request.autoScalingGroupName(), request.targetGroupARNs());
                    return DetachLoadBalancerTargetGroupsResponse.builder().build();
                })
                .on(AttachTrafficSourcesRequest.class, (call, request) -> {
                    attach(call, request.autoScalingGroupName(), arns(request.trafficSources()));
                    return AttachTrafficSourcesResponse.builder().build();
                })
                .on(DetachTrafficSourcesRequest.class, (call, request) -> {
                    detach(call, request.autoScalingGroupName(), arns(request.trafficSources()));
                    return DetachTrafficSourcesResponse.builder().build();
                })
                .on(DescribeLoadBalancerTargetGroupsRequest.class, GroupTraffic::describeTargetGroups)
                .on(DescribeTrafficSourcesRequest.class, GroupTraffic::describeSources);
    }

    private static List<String> arns(List<TrafficSourceIdentifier> sources) {
        return sources.stream().map(TrafficSourceIdentifier::identifier).toList();
    }

    /** With the traffic sources that its target groups are. */
    static AutoScalingGroup withSources(AutoScalingGroup group) {
        List<TrafficSourceIdentifier> sources = group.targetGroupARNs().stream()
                .map(arn -> TrafficSourceIdentifier.builder()
                        .identifier(arn)
                        .type(KIND)
                        .build())
                .toList();
        return group.toBuilder().trafficSources(sources).build();
    }

    private static void attach(Call call, String name, List<String> arns) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(name);
        GroupActions.checkTargetGroups(call, arns);
        List<String> all = Stream.concat(group.targetGroupARNs().stream(), arns.stream())
                .distinct()
                .toList();
        groups.groups.put(
                name, withSources(group.toBuilder().targetGroupARNs(all).build()));
        if (!GroupLife.isSuspended(group, "AddToLoadBalancer")) {
            group.instances().stream()
                    .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                    .forEach(instance -> arns.forEach(arn -> groups.life().register(arn, instance.instanceId())));
        }
    }

    private static void detach(Call call, String name, List<String> arns) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(name);
        for (String arn : arns) {
            if (!group.targetGroupARNs().contains(arn)) {
                throw new Refusal(
                        "ValidationError", "Trying to remove Target Groups that are not part of the group: " + arn);
            }
            group.instances().forEach(instance -> groups.life().deregister(arn, instance.instanceId()));
        }
        List<String> left = new ArrayList<>(group.targetGroupARNs());
        left.removeAll(arns);
        groups.groups.put(
                name, withSources(group.toBuilder().targetGroupARNs(left).build()));
    }

    /** Source: API_LoadBalancerTargetGroupState: Adding, Added, InService once an instance passed the health check. */
    private static String state(Call call, AutoScalingGroup group, String arn) {
        List<Target> targets = call.region().healthChecks().targets(arn, call).stream()
                .filter(target -> group.instances().stream()
                        .anyMatch(instance -> instance.instanceId().equals(target.id())))
                .toList();
        boolean allThere = group.instances().stream()
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .allMatch(instance ->
                        targets.stream().anyMatch(target -> target.id().equals(instance.instanceId())));
        if (!allThere) {
            return "Adding";
        }
        return targets.stream().anyMatch(target -> target.state() == TargetHealthStateEnum.HEALTHY)
                ? "InService"
                : "Added";
    }

    private static AutoScalingGroup seen(Call call, String name) {
        return call.region()
                .groups()
                .groups
                .get(name, call)
                .orElseGet(() -> call.region().groups().group(name));
    }

    private static SdkPojo describeTargetGroups(Call call, DescribeLoadBalancerTargetGroupsRequest request) {
        AutoScalingGroup group = seen(call, request.autoScalingGroupName());
        Page<String> page = Page.of(
                group.targetGroupARNs(),
                GroupViews.wish(request.nextToken(), request.maxRecords(), 100),
                arn -> arn,
                "InvalidNextToken");
        return DescribeLoadBalancerTargetGroupsResponse.builder()
                .loadBalancerTargetGroups(page.items().stream()
                        .map(arn -> LoadBalancerTargetGroupState.builder()
                                .loadBalancerTargetGroupARN(arn)
                                .state(state(call, group, arn))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static SdkPojo describeSources(Call call, DescribeTrafficSourcesRequest request) {
        if (request.maxRecords() != null && request.maxRecords() > GroupViews.USUAL_PAGE) {
            throw new Refusal("ValidationError", "The number of records must be at most " + GroupViews.USUAL_PAGE);
        }
        AutoScalingGroup group = seen(call, request.autoScalingGroupName());
        Page<String> page = Page.of(
                group.targetGroupARNs(),
                GroupViews.wish(request.nextToken(), request.maxRecords(), GroupViews.USUAL_PAGE),
                arn -> arn,
                "InvalidNextToken");
        return DescribeTrafficSourcesResponse.builder()
                .trafficSources(page.items().stream()
                        .map(arn -> TrafficSourceState.builder()
                                .identifier(arn)
                                .type(KIND)
                                .state(state(call, group, arn))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }
}
