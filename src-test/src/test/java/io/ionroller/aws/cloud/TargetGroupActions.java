package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** ELBv2's actions on target groups. Rules: API_CreateTargetGroup, API_DeleteTargetGroup. */
final class TargetGroupActions {

    private TargetGroupActions() {}

    static void addTo(Actions actions) {
        actions.on(CreateTargetGroupRequest.class, TargetGroupActions::create)
                .on(DescribeTargetGroupsRequest.class, TargetGroupActions::describe)
                .on(ModifyTargetGroupRequest.class, TargetGroupActions::modify)
                .on(DeleteTargetGroupRequest.class, TargetGroupActions::delete);
    }

    private static SdkPojo create(Call call, CreateTargetGroupRequest request) {
        Balancing balancing = call.region().balancing();
        BalancerActions.checkName("Target group", request.name());
        TargetGroup wanted = wanted(call, request);
        Optional<TargetGroup> same = balancing.targetGroups.all().stream()
                .filter(group -> group.targetGroupName().equals(request.name()))
                .findFirst();
        if (same.isPresent()) {
            TargetGroup there = same.get();
            TargetGroup renamed = there.toBuilder()
                    .targetGroupArn(wanted.targetGroupArn())
                    .loadBalancerArns(wanted.loadBalancerArns())
                    .build();
            // Source: "if you call this operation multiple times with the same settings, each call succeeds".
            if (!renamed.equals(wanted)) {
                throw new Refusal(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '" + request.name()
                                + "' exists, but with different settings");
            }
            return CreateTargetGroupResponse.builder().targetGroups(there).build();
        }
        if (balancing.targetGroups.all().size()
                >= call.cloud().weather().quotas().targetGroups()) {
            throw new Refusal("TooManyTargetGroups", "The maximum number of target groups has been reached");
        }
        balancing.targetGroups.put(wanted.targetGroupArn(), wanted);
        balancing.attributes.put(wanted.targetGroupArn(), TargetGroupAttributes.DEFAULTS);
        balancing.tags.put(wanted.targetGroupArn(), List.copyOf(request.tags()));
        return CreateTargetGroupResponse.builder().targetGroups(wanted).build();
    }

    private static TargetGroup wanted(Call call, CreateTargetGroupRequest request) {
        if (request.protocol() == null || request.port() == null || request.vpcId() == null) {
            throw new Refusal("ValidationError", "A protocol, a port and a VPC must be specified");
        }
        if (call.region().network().vpcs.get(request.vpcId()).isEmpty()) {
            throw new Refusal("ValidationError", "The VPC ID '" + request.vpcId() + "' is not found");
        }
        TargetGroup group = TargetGroup.builder()
                .targetGroupArn(call.region()
                        .balancing()
                        .arn("targetgroup/" + request.name() + "/"
                                + call.cloud().ids().hex(16)))
                .targetGroupName(request.name())
                .protocol(request.protocol())
                .protocolVersion(or(request.protocolVersion(), "HTTP1"))
                .port(request.port())
                .vpcId(request.vpcId())
                .targetType(or(request.targetType(), TargetTypeEnum.INSTANCE))
                .ipAddressType(or(request.ipAddressTypeAsString(), "ipv4"))
                .healthCheckEnabled(or(request.healthCheckEnabled(), true))
                .healthCheckProtocol(or(request.healthCheckProtocol(), ProtocolEnum.HTTP))
                .healthCheckPort(or(request.healthCheckPort(), "traffic-port"))
                .healthCheckPath(or(request.healthCheckPath(), "/"))
                .healthCheckIntervalSeconds(or(request.healthCheckIntervalSeconds(), 30))
                .healthCheckTimeoutSeconds(or(request.healthCheckTimeoutSeconds(), 5))
                .healthyThresholdCount(or(request.healthyThresholdCount(), 5))
                .unhealthyThresholdCount(or(request.unhealthyThresholdCount(), 2))
                .matcher(matcher -> matcher.httpCode(
                        request.matcher() == null ? "200" : or(request.matcher().httpCode(), "200")))
                .loadBalancerArns(List.of())
                .build();
        checkTimes(group);
        return group;
    }

    private static <T> T or(T given, T otherwise) {
        return Objects.requireNonNullElse(given, otherwise);
    }

    private static void checkTimes(TargetGroup group) {
        if (group.healthCheckIntervalSeconds() <= group.healthCheckTimeoutSeconds()) {
            throw new Refusal("ValidationError", "Health check interval must be greater than the timeout.");
        }
    }

    private static SdkPojo describe(Call call, DescribeTargetGroupsRequest request) {
        Balancing balancing = call.region().balancing();
        for (String arn : request.targetGroupArns()) {
            if (balancing.targetGroups.get(arn, call).isEmpty()) {
                throw Balancing.notFound("TargetGroup", "Target group", arn);
            }
        }
        List<TargetGroup> all = balancing.targetGroups.all(call).stream()
                .filter(group -> request.targetGroupArns().isEmpty()
                        || request.targetGroupArns().contains(group.targetGroupArn()))
                .filter(group -> request.names().isEmpty() || request.names().contains(group.targetGroupName()))
                .filter(group -> request.loadBalancerArn() == null
                        || group.loadBalancerArns().contains(request.loadBalancerArn()))
                .toList();
        if (all.size() < request.names().size()) {
            throw Balancing.notFound(
                    "TargetGroup", "Target group", request.names().toString());
        }
        Page<TargetGroup> page = Page.of(
                all,
                new Page.Wish(request.marker(), request.pageSize(), BalancerActions.PAGE),
                TargetGroup::targetGroupArn,
                "ValidationError");
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items())
                .nextMarker(page.next())
                .build();
    }

    private static SdkPojo modify(Call call, ModifyTargetGroupRequest request) {
        Balancing balancing = call.region().balancing();
        TargetGroup old = balancing.targetGroup(request.targetGroupArn());
        TargetGroup.Builder changed = old.toBuilder();
        Optional.ofNullable(request.healthCheckEnabled()).ifPresent(changed::healthCheckEnabled);
        Optional.ofNullable(request.healthCheckProtocol()).ifPresent(changed::healthCheckProtocol);
        Optional.ofNullable(request.healthCheckPort()).ifPresent(changed::healthCheckPort);
        Optional.ofNullable(request.healthCheckPath()).ifPresent(changed::healthCheckPath);
        Optional.ofNullable(request.healthCheckIntervalSeconds()).ifPresent(changed::healthCheckIntervalSeconds);
        Optional.ofNullable(request.healthCheckTimeoutSeconds()).ifPresent(changed::healthCheckTimeoutSeconds);
        Optional.ofNullable(request.healthyThresholdCount()).ifPresent(changed::healthyThresholdCount);
        Optional.ofNullable(request.unhealthyThresholdCount()).ifPresent(changed::unhealthyThresholdCount);
        Optional.ofNullable(request.matcher()).ifPresent(changed::matcher);
        TargetGroup group = changed.build();
        checkTimes(group);
        balancing.targetGroups.put(group.targetGroupArn(), group);
        return ModifyTargetGroupResponse.builder().targetGroups(group).build();
    }

    /** Declares no error for a group that does not exist, so that succeeds, as API_DeleteLoadBalancer says of balancers. */
    private static SdkPojo delete(Call call, DeleteTargetGroupRequest request) {
        Balancing balancing = call.region().balancing();
        String arn = request.targetGroupArn();
        if (balancing.isUsed(arn)) {
            throw new Refusal(
                    "ResourceInUse", "Target group '" + arn + "' is currently in use by a listener or a rule");
        }
        call.region().healthChecks().forget(arn);
        balancing.targetGroups.remove(arn);
        balancing.attributes.remove(arn);
        balancing.tags.remove(arn);
        return DeleteTargetGroupResponse.builder().build();
    }
}
