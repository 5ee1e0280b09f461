package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Auto Scaling's actions that make, change and delete groups. Rules: API_CreateAutoScalingGroup and its siblings. */
final class GroupActions {

    private static final int COOLDOWN = 300;

    private GroupActions() {}

    static void addTo(Actions actions) {
        actions.on(CreateAutoScalingGroupRequest.class, GroupActions::create)
                .on(UpdateAutoScalingGroupRequest.class, GroupActions::update)
                .on(DeleteAutoScalingGroupRequest.class, GroupActions::delete)
                .on(DescribeAccountLimitsRequest.class, (call, _) -> limits(call));
    }

    private static SdkPojo create(Call call, CreateAutoScalingGroupRequest request) {
        Groups groups = call.region().groups();
        String name = request.autoScalingGroupName();
        if (groups.groups.get(name).isPresent()) {
            throw new Refusal(
                    "AlreadyExists",
                    "AutoScalingGroup by this name already exists - A group with the name " + name + " already exists");
        }
        if (groups.groups.all().size() >= call.cloud().weather().quotas().autoScalingGroups()) {
            throw new Refusal("LimitExceeded", "You have reached the quota of Auto Scaling groups in this region");
        }
        AutoScalingGroup group = wanted(call, request);
        groups.groups.put(name, GroupTraffic.withSources(group));
        groups.life().wake(name);
        return CreateAutoScalingGroupResponse.builder().build();
    }

    private static AutoScalingGroup wanted(Call call, CreateAutoScalingGroupRequest request) {
        String name = request.autoScalingGroupName();
        int desired = Objects.requireNonNullElse(request.desiredCapacity(), request.minSize());
        checkSizes(request.minSize(), desired, request.maxSize());
        List<Subnet> subnets = subnets(call, request.vpcZoneIdentifier());
        checkTargetGroups(call, request.targetGroupARNs());
        return AutoScalingGroup.builder()
                .autoScalingGroupName(name)
                .autoScalingGroupARN(call.arn(
                        "autoscaling",
                        "autoScalingGroup:" + call.cloud().ids().uuid() + ":autoScalingGroupName/" + name))
                .launchTemplate(GroupTemplates.checked(call, request.launchTemplate()))
                .minSize(request.minSize())
                .maxSize(request.maxSize())
                .desiredCapacity(desired)
                .defaultCooldown(Objects.requireNonNullElse(request.defaultCooldown(), COOLDOWN))
                .defaultInstanceWarmup(request.defaultInstanceWarmup())
                .availabilityZones(subnets.stream()
                        .map(Subnet::availabilityZone)
                        .distinct()
                        .toList())
                .vpcZoneIdentifier(request.vpcZoneIdentifier())
                .healthCheckType(Objects.requireNonNullElse(request.healthCheckType(), "EC2"))
                .healthCheckGracePeriod(Objects.requireNonNullElse(request.healthCheckGracePeriod(), 0))
                .targetGroupARNs(request.targetGroupARNs())
                .terminationPolicies(
                        request.terminationPolicies().isEmpty() ? List.of("Default") : request.terminationPolicies())
                .newInstancesProtectedFromScaleIn(
                        Objects.requireNonNullElse(request.newInstancesProtectedFromScaleIn(), false))
                .createdTime(call.now())
                .instances(List.of())
                .tags(request.tags().stream()
                        .map(tag -> GroupTags.description(name, tag))
                        .toList())
                .build();
    }

    static void checkSizes(int min, int desired, int max) {
        if (min > max) {
            throw new Refusal("ValidationError", "Min bound, " + min + ", is greater than max bound, " + max);
        }
        if (desired < min) {
            throw new Refusal(
                    "ValidationError",
                    "Desired capacity:" + desired + " must be between the specified min size:" + min + " and max size:"
                            + max);
        }
        if (desired > max) {
            throw new Refusal(
                    "ValidationError",
                    "Desired capacity:" + desired + " must be between the specified min size:" + min + " and max size:"
                            + max);
        }
    }

    private static List<Subnet> subnets(Call call, @Nullable String identifier) {
        if (identifier == null || identifier.isBlank()) {
            throw new Refusal("ValidationError", "At least one Availability Zone or VPC Subnet is required.");
        }
        List<Subnet> subnets = Arrays.stream(identifier.split(","))
                .map(id -> call.region()
                        .network()
                        .subnets
                        .get(id.trim())
                        .orElseThrow(() ->
                                new Refusal("ValidationError", "The subnet ID '" + id.trim() + "' does not exist")))
                .toList();
        if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
            throw new Refusal("ValidationError", "All subnets must be in the same VPC");
        }
        return subnets;
    }

    static void checkTargetGroups(Call call, List<String> arns) {
        for (String arn : arns) {
            if (call.region().balancing().targetGroups.get(arn).isEmpty()) {
                throw new Refusal(
                        "ValidationError",
                        "Provided Target Groups may not be valid. Please ensure they exist and try again.");
            }
        }
    }

    private static SdkPojo update(Call call, UpdateAutoScalingGroupRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup old = groups.group(request.autoScalingGroupName());
        AutoScalingGroup.Builder changed = old.toBuilder();
        int min = Objects.requireNonNullElse(request.minSize(), old.minSize());
        int max = Objects.requireNonNullElse(request.maxSize(), old.maxSize());
        // Source: API_UpdateAutoScalingGroup: a new bound without a new desired capacity moves that into the bounds.
        int desired = Objects.requireNonNullElse(
                request.desiredCapacity(), Math.clamp(old.desiredCapacity(), min, Math.max(min, max)));
        checkSizes(min, desired, max);
        changed.minSize(min).maxSize(max).desiredCapacity(desired);
        Optional.ofNullable(request.healthCheckType()).ifPresent(changed::healthCheckType);
        Optional.ofNullable(request.healthCheckGracePeriod()).ifPresent(changed::healthCheckGracePeriod);
        Optional.ofNullable(request.defaultCooldown()).ifPresent(changed::defaultCooldown);
        Optional.ofNullable(request.defaultInstanceWarmup()).ifPresent(changed::defaultInstanceWarmup);
        if (request.launchTemplate() != null) {
            changed.launchTemplate(GroupTemplates.checked(call, request.launchTemplate()));
        }
        if (request.vpcZoneIdentifier() != null) {
            List<String> zones = subnets(call, request.vpcZoneIdentifier()).stream()
                    .map(Subnet::availabilityZone)
                    .distinct()
                    .toList();
            changed.vpcZoneIdentifier(request.vpcZoneIdentifier()).availabilityZones(zones);
        }
        groups.groups.put(old.autoScalingGroupName(), changed.build());
        groups.life().wake(old.autoScalingGroupName());
        return UpdateAutoScalingGroupResponse.builder().build();
    }

    private static SdkPojo delete(Call call, DeleteAutoScalingGroupRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(request.autoScalingGroupName());
        String name = group.autoScalingGroupName();
        if (!group.instances().isEmpty() && !Boolean.TRUE.equals(request.forceDelete())) {
            throw new Refusal(
                    "ResourceInUse",
                    "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance "
                            + "request(s) still in the group.");
        }
        if (group.instances().isEmpty()) {
            groups.groups.remove(name);
            return DeleteAutoScalingGroupResponse.builder().build();
        }
        groups.groups.put(
                name,
                group.toBuilder()
                        .status(GroupLife.DELETING)
                        .minSize(0)
                        .maxSize(0)
                        .desiredCapacity(0)
                        .build());
        group.instances().stream()
                .filter(GroupLife::counts)
                .forEach(instance -> groups.life()
                        .terminate(
                                name,
                                instance.instanceId(),
                                "an instance was taken out of service in response to a user request to delete the "
                                        + "group."));
        groups.life().wake(name);
        return DeleteAutoScalingGroupResponse.builder().build();
    }

    private static SdkPojo limits(Call call) {
        return DescribeAccountLimitsResponse.builder()
                .maxNumberOfAutoScalingGroups(call.cloud().weather().quotas().autoScalingGroups())
                .numberOfAutoScalingGroups(call.region().groups().groups.all().size())
                .maxNumberOfLaunchConfigurations(200)
                .numberOfLaunchConfigurations(0)
                .build();
    }

    static List<TagDescription> without(List<TagDescription> tags, String key) {
        List<TagDescription> left = new ArrayList<>(tags);
        left.removeIf(tag -> tag.key().equals(key));
        return left;
    }
}
