package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;

/** Auto Scaling's actions on what a group has and does. */
final class GroupCapacity {

    /** Source: "Types of processes" of the user guide. */
    private static final Set<String> PROCESSES = Set.of(
            "Launch",
            "Terminate",
            "AddToLoadBalancer",
            "AlarmNotification",
            "AZRebalance",
            "HealthCheck",
            "InstanceRefresh",
            "ReplaceUnhealthy",
            "ScheduledActions");

    private GroupCapacity() {}

    static void addTo(Actions actions) {
        actions.on(SetDesiredCapacityRequest.class, GroupCapacity::setDesired)
                .on(TerminateInstanceInAutoScalingGroupRequest.class, GroupCapacity::terminate)
                .on(SetInstanceHealthRequest.class, GroupCapacity::setHealth)
                .on(SuspendProcessesRequest.class, GroupCapacity::suspend)
                .on(ResumeProcessesRequest.class, GroupCapacity::resume);
    }

    private static SdkPojo setDesired(Call call, SetDesiredCapacityRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(request.autoScalingGroupName());
        int desired = request.desiredCapacity();
        if (desired > group.maxSize()) {
            throw new Refusal(
                    "ValidationError",
                    "New SetDesiredCapacity value " + desired + " is above max value " + group.maxSize()
                            + " for the AutoScalingGroup.");
        }
        if (desired < group.minSize()) {
            throw new Refusal(
                    "ValidationError",
                    "New SetDesiredCapacity value " + desired + " is below min value " + group.minSize()
                            + " for the AutoScalingGroup.");
        }
        groups.groups.put(
                group.autoScalingGroupName(),
                group.toBuilder().desiredCapacity(desired).build());
        groups.life().wake(group.autoScalingGroupName());
        return SetDesiredCapacityResponse.builder().build();
    }

    private static AutoScalingGroup groupOf(Call call, String instanceId) {
        return call.region()
                .groups()
                .life()
                .groupOf(instanceId)
                .orElseThrow(() -> new Refusal(
                        "ValidationError",
                        "Instance Id not found - No managed instance found for instance ID: " + instanceId));
    }

    private static SdkPojo terminate(Call call, TerminateInstanceInAutoScalingGroupRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groupOf(call, request.instanceId());
        String name = group.autoScalingGroupName();
        if (Boolean.TRUE.equals(request.shouldDecrementDesiredCapacity())) {
            if (group.desiredCapacity() <= group.minSize()) {
                throw new Refusal(
                        "ValidationError",
                        "Currently, desiredSize equals minSize (" + group.minSize()
                                + "). Terminating instance without replacement will violate group's min size "
                                + "constraint. Either set shouldDecrementDesiredCapacity flag to false or lower "
                                + "group's min size.");
            }
            groups.groups.put(
                    name,
                    group.toBuilder()
                            .desiredCapacity(group.desiredCapacity() - 1)
                            .build());
        }
        String id = groups.life()
                .terminate(
                        name, request.instanceId(), "instance was taken out of service in response to a user request.");
        groups.life().wake(name);
        Activity activity = groups.activities.get(name).orElse(List.of()).stream()
                .filter(one -> one.activityId().equals(id))
                .findFirst()
                .orElseThrow();
        return TerminateInstanceInAutoScalingGroupResponse.builder()
                .activity(activity)
                .build();
    }

    private static SdkPojo setHealth(Call call, SetInstanceHealthRequest request) {
        AutoScalingGroup group = groupOf(call, request.instanceId());
        if (request.healthStatus().equals("Unhealthy")) {
            call.region()
                    .groups()
                    .life()
                    .replace(
                            request.instanceId(),
                            "an instance was taken out of service in response to a user health-check.");
        } else {
            call.region()
                    .groups()
                    .life()
                    .change(group, request.instanceId(), instance -> instance.healthStatus(request.healthStatus()));
        }
        return SetInstanceHealthResponse.builder().build();
    }

    private static Set<String> meant(List<String> given) {
        for (String process : given) {
            if (!PROCESSES.contains(process)) {
                throw new Refusal("ValidationError", "Invalid scaling process: " + process);
            }
        }
        return given.isEmpty() ? PROCESSES : Set.copyOf(given);
    }

    private static SdkPojo suspend(Call call, SuspendProcessesRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(request.autoScalingGroupName());
        List<SuspendedProcess> suspended = new ArrayList<>(group.suspendedProcesses());
        meant(request.scalingProcesses()).stream()
                .filter(process -> !GroupLife.isSuspended(group, process))
                .sorted()
                .forEach(process -> suspended.add(SuspendedProcess.builder()
                        .processName(process)
                        .suspensionReason("User suspended at " + call.now())
                        .build()));
        groups.groups.put(
                group.autoScalingGroupName(),
                group.toBuilder().suspendedProcesses(suspended).build());
        return SuspendProcessesResponse.builder().build();
    }

    private static SdkPojo resume(Call call, ResumeProcessesRequest request) {
        Groups groups = call.region().groups();
        AutoScalingGroup group = groups.group(request.autoScalingGroupName());
        List<SuspendedProcess> left = new ArrayList<>(group.suspendedProcesses());
        left.removeIf(process -> meant(request.scalingProcesses()).contains(process.processName()));
        groups.groups.put(
                group.autoScalingGroupName(),
                group.toBuilder().suspendedProcesses(left).build());
        groups.life().wake(group.autoScalingGroupName());
        return ResumeProcessesResponse.builder().build();
    }
}
