package io.ionroller.aws.cloud;

import io.ionroller.aws.scenario.LaunchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What Auto Scaling groups do by themselves: they launch, replace and terminate until they have what is desired.
 *
 * <p>Source: "Amazon EC2 Auto Scaling instance lifecycle" and "Health checks for instances in an Auto Scaling group" of the user
 * guide; the texts of causes and status messages are those of its "Verify a scaling activity" and troubleshooting pages.
 */
final class GroupLife {

    static final String DELETING = "Delete in progress";

    private final Region region;
    private final Table<AutoScalingGroup> groups;
    private final Activities activities;
    private final Map<String, Instant> inServiceSince = new HashMap<>();
    private final Map<String, String> activityByInstance = new HashMap<>();

    GroupLife(Region region, Table<AutoScalingGroup> groups, Activities activities) {
        this.region = region;
        this.groups = groups;
        this.activities = activities;
    }

    /** Something changed: the group will look at what it has. */
    void wake(String name) {
        region.cloud()
                .after(region.cloud().pace().reaction(), () -> groups.get(name).ifPresent(this::reconcile));
    }

    private void reconcile(AutoScalingGroup group) {
        String name = group.autoScalingGroupName();
        if (DELETING.equals(group.status())) {
            if (group.instances().isEmpty()) {
                groups.remove(name);
            }
            return;
        }
        List<Instance> live =
                group.instances().stream().filter(GroupLife::counts).toList();
        int missing = group.desiredCapacity() - live.size();
        for (int index = 0; index < missing && !isSuspended(group, "Launch"); index++) {
            if (!launch(name)) {
                region.cloud().after(region.cloud().pace().retry(), () -> wake(name));
                return;
            }
        }
        if (missing < 0 && !isSuspended(group, "Terminate")) {
            live.stream()
                    .sorted(Comparator.comparing(
                            instance -> inServiceSince.getOrDefault(instance.instanceId(), Instant.MAX)))
                    .limit(-missing)
                    .forEach(instance -> terminate(
                            name,
                            instance.instanceId(),
                            "an instance was taken out of service in response to a difference between desired and "
                                    + "actual capacity, shrinking the capacity from " + live.size() + " to "
                                    + group.desiredCapacity() + "."));
        }
    }

    static boolean counts(Instance instance) {
        return instance.lifecycleState() == LifecycleState.PENDING
                || instance.lifecycleState() == LifecycleState.IN_SERVICE;
    }

    static boolean isSuspended(AutoScalingGroup group, String process) {
        return group.suspendedProcesses().stream()
                .anyMatch(suspended -> suspended.processName().equals(process));
    }

    private boolean launch(String name) {
        AutoScalingGroup group = groups.get(name).orElseThrow();
        Subnet subnet = subnet(group);
        ResponseLaunchTemplateData template = region.templates()
                .versions
                .get(group.launchTemplate().launchTemplateId())
                .map(version -> version.launchTemplateData())
                .orElse(null);
        String cause = "an instance was started in response to a difference between desired and actual capacity, "
                + "increasing the capacity from " + group.instances().size() + " to " + group.desiredCapacity() + ".";
        Optional<LaunchFailure> failure = failure(group, template, subnet);
        if (failure.isPresent()) {
            String message = failure.get().message() + " Launching EC2 instance failed.";
            String id = activities.begin(name, "Launching a new EC2 instance.  Status Reason: " + message, cause);
            activities.fail(name, id, message);
            return false;
        }
        Machine machine = region.machines().launch(template, subnet, propagated(group), name);
        String id = machine.instance().instanceId();
        activityByInstance.put(id, activities.begin(name, "Launching a new EC2 instance: " + id, cause));
        Instance member = Instance.builder()
                .instanceId(id)
                .instanceType(template.instanceTypeAsString())
                .availabilityZone(subnet.availabilityZone())
                .lifecycleState(LifecycleState.PENDING)
                .healthStatus("Healthy")
                .launchTemplate(group.launchTemplate())
                .protectedFromScaleIn(false)
                .build();
        List<Instance> members = new ArrayList<>(group.instances());
        members.add(member);
        groups.put(name, group.toBuilder().instances(members).build());
        return true;
    }

    private Optional<LaunchFailure> failure(
            AutoScalingGroup group, ResponseLaunchTemplateData template, Subnet subnet) {
        if (template == null) {
            return Optional.of(new LaunchFailure(
                    "InvalidLaunchTemplateId.NotFound",
                    "The specified launch template, with template ID "
                            + group.launchTemplate().launchTemplateId() + ", does not exist."));
        }
        int quota = region.cloud().weather().quotas().vcpus();
        String type = template.instanceTypeAsString();
        if (region.machines().vcpus() + InstanceTypes.vcpus(type) > quota) {
            return Optional.of(new LaunchFailure(
                    "VcpuLimitExceeded",
                    "You have requested more vCPU capacity than your current vCPU limit of " + quota
                            + " allows for the instance bucket that the specified instance type belongs to."));
        }
        return region.cloud()
                .weather()
                .launchFailure(
                        region.accountId(),
                        region.name(),
                        group.autoScalingGroupName(),
                        LaunchFailure.insufficientCapacity(type, subnet.availabilityZone()));
    }

    /** The subnet whose zone has the fewest instances of the group. */
    private Subnet subnet(AutoScalingGroup group) {
        return Arrays.stream(group.vpcZoneIdentifier().split(","))
                .map(id -> region.network().subnets.get(id.trim()).orElseThrow())
                .min(Comparator.comparingLong(subnet -> group.instances().stream()
                        .filter(GroupLife::counts)
                        .filter(instance -> instance.availabilityZone().equals(subnet.availabilityZone()))
                        .count()))
                .orElseThrow();
    }

    private static List<Tag> propagated(AutoScalingGroup group) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.builder()
                .key("aws:autoscaling:groupName")
                .value(group.autoScalingGroupName())
                .build());
        group.tags().stream()
                .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()))
                .forEach(tag ->
                        tags.add(Tag.builder().key(tag.key()).value(tag.value()).build()));
        return tags;
    }

    /** An instance is running: its lifecycle hooks, of which there are none here, would come now. */
    void running(String id) {
        groupOf(id).ifPresent(group -> {
            change(group, id, instance -> instance.lifecycleState(LifecycleState.IN_SERVICE));
            inServiceSince.put(id, region.cloud().now());
            Optional.ofNullable(activityByInstance.remove(id))
                    .ifPresent(activity -> activities.succeed(group.autoScalingGroupName(), activity));
            if (!isSuspended(group, "AddToLoadBalancer")) {
                group.targetGroupARNs().forEach(arn -> register(arn, id));
            }
        });
    }

    void register(String targetGroupArn, String id) {
        region.balancing()
                .targetGroups
                .get(targetGroupArn)
                .ifPresent(target -> region.healthChecks().register(targetGroupArn, id, target.port()));
    }

    /** Its balancer found it unhealthy: replaced if the group heeds that, at the earliest when its grace is over. */
    void targetUnhealthy(String id) {
        groupOf(id).filter(group -> group.healthCheckType().contains("ELB")).ifPresent(group -> {
            Instant since = inServiceSince.getOrDefault(id, region.cloud().now());
            Duration grace = Duration.ofSeconds(group.healthCheckGracePeriod());
            Duration left = Duration.between(region.cloud().now(), since.plus(grace));
            if (left.isPositive()) {
                region.cloud().after(left, () -> targetUnhealthy(id));
            } else if (region.healthChecks().isUnhealthy(id)) {
                replace(id, "an instance was taken out of service in response to an ELB system health check failure.");
            }
        });
    }

    void lost(String id) {
        replace(
                id,
                "an instance was taken out of service in response to an EC2 health check indicating it has been "
                        + "terminated or stopped.");
    }

    void replace(String id, String cause) {
        groupOf(id).ifPresent(group -> {
            boolean counted = group.instances().stream()
                    .anyMatch(instance -> instance.instanceId().equals(id) && counts(instance));
            if (counted) {
                change(group, id, instance -> instance.healthStatus("Unhealthy"));
            }
            if (counted && !isSuspended(group, "ReplaceUnhealthy")) {
                terminate(group.autoScalingGroupName(), id, cause);
                wake(group.autoScalingGroupName());
            }
        });
    }

    String terminate(String name, String id, String cause) {
        AutoScalingGroup group = groups.get(name).orElseThrow();
        change(group, id, instance -> instance.lifecycleState(LifecycleState.TERMINATING));
        String activity = activities.begin(name, "Terminating EC2 instance: " + id, cause);
        activityByInstance.put(id, activity);
        Duration drain = Duration.ZERO;
        for (String arn : group.targetGroupARNs()) {
            Duration one = deregister(arn, id);
            drain = one.compareTo(drain) > 0 ? one : drain;
        }
        boolean atOnce = DELETING.equals(group.status()) || drain.isZero();
        if (!atOnce) {
            activities.status(name, activity, ScalingActivityStatusCode.WAITING_FOR_ELB_CONNECTION_DRAINING);
        }
        region.cloud().after(atOnce ? Duration.ZERO : drain, () -> {
            activities.status(name, activity, ScalingActivityStatusCode.IN_PROGRESS);
            region.machines().terminate(id);
        });
        return activity;
    }

    Duration deregister(String targetGroupArn, String id) {
        return region.healthChecks().targets(targetGroupArn).stream()
                .filter(target -> target.id().equals(id))
                .map(target -> region.healthChecks().deregister(targetGroupArn, target.key()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    void terminated(String id) {
        groupOf(id).ifPresent(group -> {
            List<Instance> left = group.instances().stream()
                    .filter(instance -> !instance.instanceId().equals(id))
                    .toList();
            String name = group.autoScalingGroupName();
            groups.put(name, group.toBuilder().instances(left).build());
            inServiceSince.remove(id);
            Optional.ofNullable(activityByInstance.remove(id))
                    .ifPresent(activity -> activities.succeed(name, activity));
            wake(name);
        });
    }

    void change(AutoScalingGroup group, String id, java.util.function.Consumer<Instance.Builder> change) {
        groups.update(
                group.autoScalingGroupName(),
                old -> old.toBuilder()
                        .instances(old.instances().stream()
                                .map(instance -> instance.instanceId().equals(id)
                                        ? instance.toBuilder()
                                                .applyMutation(change)
                                                .build()
                                        : instance)
                                .toList())
                        .build());
    }

    Optional<AutoScalingGroup> groupOf(String id) {
        return region.machines()
                .machines
                .get(id)
                .flatMap(machine -> groups.get(machine.groupName()))
                .filter(group -> group.instances().stream()
                        .anyMatch(instance -> instance.instanceId().equals(id)));
    }
}
