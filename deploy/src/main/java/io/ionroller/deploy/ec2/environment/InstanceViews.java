package io.ionroller.deploy.ec2.environment;

import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Instances of an environment as the Auto Scaling group and the target group tell of them, with AWS's own reasons. */
final class InstanceViews {

    private InstanceViews() {}

    /**
     * One entry for each instance, and one for each that is wanted and not there.
     *
     * @param targets health as the load balancer sees it; absent where only the group was read
     * @param activities newest first; what became of instances that are not there
     */
    static List<InstanceObservation> of(
            AutoScalingGroup group, @Nullable List<TargetHealthDescription> targets, List<Activity> activities) {
        Map<String, TargetHealth> health = new HashMap<>();
        if (targets != null) {
            targets.forEach(target -> health.put(target.target().id(), target.targetHealth()));
        }
        return of(
                group, instance -> inService(instance, targets == null, health.get(instance.instanceId())), activities);
    }

    /** The same, where something else tells of instances in service. */
    static List<InstanceObservation> of(
            AutoScalingGroup group, Function<Instance, InstanceObservation> inService, List<Activity> activities) {
        List<InstanceObservation> views = new ArrayList<>();
        group.instances().stream()
                .filter(instance -> !leaves(instance))
                .sorted(Comparator.comparing(Instance::instanceId))
                .forEach(instance -> views.add(isInService(instance) ? inService.apply(instance) : starting(instance)));
        for (int missing = 1; views.size() < group.desiredCapacity(); missing++) {
            views.add(missing(missing, activities));
        }
        if (views.isEmpty()) {
            views.add(new InstanceObservation(
                    "none",
                    State.EXITED,
                    "",
                    Environments.isEnding(group) ? group.status() : "the Auto Scaling group is scaled to 0"));
        }
        return views;
    }

    static int present(AutoScalingGroup group) {
        return (int)
                group.instances().stream().filter(instance -> !leaves(instance)).count();
    }

    /** Only such an instance is registered with the target group. */
    static int inService(AutoScalingGroup group) {
        return inServiceIds(group).size();
    }

    static List<String> inServiceIds(AutoScalingGroup group) {
        return group.instances().stream()
                .filter(InstanceViews::isInService)
                .map(Instance::instanceId)
                .toList();
    }

    private static boolean isInService(Instance instance) {
        return instance.lifecycleState() == LifecycleState.IN_SERVICE;
    }

    private static boolean leaves(Instance instance) {
        return switch (instance.lifecycleState()) {
            case TERMINATING, TERMINATING_WAIT, TERMINATING_PROCEED, TERMINATED, DETACHING, DETACHED -> true;
            case null, default -> false;
        };
    }

    private static InstanceObservation starting(Instance instance) {
        return new InstanceObservation(instance.instanceId(), State.STARTING, "", instance.lifecycleStateAsString());
    }

    private static InstanceObservation inService(Instance instance, boolean groupOnly, @Nullable TargetHealth health) {
        String name = instance.instanceId();
        if (groupOnly) {
            boolean healthy = "Healthy".equalsIgnoreCase(instance.healthStatus());
            return new InstanceObservation(
                    name, healthy ? State.HEALTHY : State.UNHEALTHY, name, healthy ? "" : "Auto Scaling: Unhealthy");
        }
        if (health == null) {
            return new InstanceObservation(name, State.STARTING, name, "not registered with its target group yet");
        }
        return new InstanceObservation(name, state(health), name, reason(health));
    }

    private static State state(TargetHealth health) {
        return switch (health.state()) {
            case HEALTHY -> State.HEALTHY;
            case UNHEALTHY, UNHEALTHY_DRAINING, UNAVAILABLE, DRAINING -> State.UNHEALTHY;
            case INITIAL, UNUSED -> State.STARTING;
            case null, default -> State.STARTING;
        };
    }

    static String reason(TargetHealth health) {
        if (health.state() == TargetHealthStateEnum.HEALTHY) {
            return "";
        }
        String code = Optional.ofNullable(health.reasonAsString()).orElse(health.stateAsString());
        return health.description() == null ? code : code + ": " + health.description();
    }

    /** The group launches another by itself, so it has not exited for good; what the group says of the last one is told. */
    private static InstanceObservation missing(int number, List<Activity> activities) {
        String detail = activities.stream()
                .findFirst()
                .filter(InstanceViews::isEnd)
                .map(InstanceViews::said)
                .orElse("waits for its launch");
        return new InstanceObservation("missing-" + number, State.STARTING, "", detail);
    }

    private static boolean isEnd(Activity activity) {
        ScalingActivityStatusCode status = activity.statusCode();
        return status == ScalingActivityStatusCode.FAILED
                || status == ScalingActivityStatusCode.CANCELLED
                || (activity.description() != null && activity.description().startsWith("Terminating"));
    }

    private static String said(Activity activity) {
        String message = activity.statusMessage();
        String text = message == null || message.isEmpty() ? activity.description() : message;
        return text == null || text.isEmpty() ? activity.statusCodeAsString() : text;
    }
}
