package io.ionroller.deploy.ec2.environment;

import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Instances in service of an environment that shares a target group. A target that answers is healthy. One that does not is held against
 * its environment when it has had its time; until then, and for instances that are no targets, it is what the console says.
 *
 * @param targets all of the target group
 * @param boots of the instances, by id
 * @param grace from an instance's launch
 */
record SharedViews(List<TargetHealthDescription> targets, Map<String, Boots.Boot> boots, Duration grace, Instant at) {

    InstanceObservation view(Instance instance) {
        String name = instance.instanceId();
        TargetHealth health = health(name).orElse(null);
        Boots.Boot boot = boots.getOrDefault(name, new Boots.Boot(at, false, null));
        String failure = boot.failure();
        if (health != null && health.state() == TargetHealthStateEnum.HEALTHY) {
            return new InstanceObservation(name, State.HEALTHY, name, "");
        }
        if (failure != null) {
            return new InstanceObservation(name, State.UNHEALTHY, name, failure);
        }
        boolean over = boot.over(grace, at);
        if (over && health != null && fails(health)) {
            return new InstanceObservation(name, State.UNHEALTHY, name, InstanceViews.reason(health));
        }
        return boot.done() || over
                ? new InstanceObservation(name, State.HEALTHY, name, "")
                : new InstanceObservation(name, State.STARTING, name, "its console does not say yet how it booted");
    }

    /** Whether it gets requests, may get some, or ends those that it has. */
    boolean isTarget(Instance instance) {
        return health(instance.instanceId()).isPresent();
    }

    private Optional<TargetHealth> health(String instance) {
        return targets.stream()
                .filter(target -> instance.equals(target.target().id()))
                .map(TargetHealthDescription::targetHealth)
                .findFirst();
    }

    private static boolean fails(TargetHealth health) {
        return switch (health.state()) {
            case UNHEALTHY, UNHEALTHY_DRAINING, UNAVAILABLE -> true;
            case null, default -> false;
        };
    }
}
