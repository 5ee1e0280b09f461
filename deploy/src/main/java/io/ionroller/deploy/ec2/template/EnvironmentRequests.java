package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/**
 * The requests that create one environment. The same values always make equal requests, so that a repeated attempt asks for
 * exactly what the first one did.
 *
 * @param settings what the spec's platform settings say
 * @param image resolved for this release
 * @param ami resolved for this release, {@code ami-...}
 * @param names of the environment's resources
 * @param tags of the environment's resources
 */
public record EnvironmentRequests(
        EnvironmentSpec spec,
        Ec2Settings settings,
        ResolvedImage image,
        String ami,
        ResourceNames names,
        OwnerTags tags) {

    /** Makes the launch template: what an instance is, with the script that it boots with. */
    public CreateLaunchTemplateRequest launchTemplate() {
        return LaunchTemplateRequests.create(this);
    }

    /** Makes the target group: where the balancer finds the instances, and how it checks them. */
    public CreateTargetGroupRequest targetGroup() {
        return TargetGroupRequests.create(this);
    }

    /**
     * Sets what {@link #targetGroup} cannot. Empty when everything is as AWS has it by default, which saves a call.
     *
     * @param targetGroupArn what the creation answered
     */
    public Optional<ModifyTargetGroupAttributesRequest> targetGroupAttributes(String targetGroupArn) {
        return TargetGroupRequests.attributes(settings, targetGroupArn);
    }

    /** Makes the environment's own balancer, if its settings say that it has one. */
    public Optional<CreateLoadBalancerRequest> loadBalancer() {
        return settings.traffic().ownBalancer().map(balancer -> LoadBalancerRequests.create(this, balancer));
    }

    /**
     * Makes the listener of the environment's own balancer, which forwards everything to the target group.
     *
     * @throws java.util.NoSuchElementException if the environment has no balancer of its own
     */
    public CreateListenerRequest listener(String loadBalancerArn, String targetGroupArn) {
        OwnBalancer own = settings.traffic().ownBalancer().orElseThrow();
        return LoadBalancerRequests.listener(this, own, loadBalancerArn, targetGroupArn);
    }

    /**
     * Makes the Auto Scaling group, which starts the instances.
     *
     * @param targetGroupArn the group that they register with
     * @param capacity as the settings' capacity resolves now
     */
    public CreateAutoScalingGroupRequest autoScalingGroup(
            LaunchedTemplate template, String targetGroupArn, Capacity.Fixed capacity) {
        return AutoScalingGroupRequests.create(this, template, capacity).toBuilder()
                .targetGroupARNs(targetGroupArn)
                // Without ELB's opinion an instance whose container is dead would stay.
                .healthCheckType("ELB")
                .build();
    }

    /** The same without a target group: its instances are registered with one that the service shares, one by one. */
    public CreateAutoScalingGroupRequest autoScalingGroup(LaunchedTemplate template, Capacity.Fixed capacity) {
        return AutoScalingGroupRequests.create(this, template, capacity).toBuilder()
                // What balancers say counts for groups that are attached to a target group alone.
                .healthCheckType("EC2")
                .build();
    }

    /** Gives a group the launch template of its environment back. */
    public static void template(
            ResourceNames names, Ec2Settings settings, UpdateAutoScalingGroupRequest.Builder update) {
        AutoScalingGroupRequests.template(names, settings, update);
    }

    /** All tags of a resource, sorted by key: a name for people, the configuration's own, and the owner's, which win. */
    Map<String, String> allTags() {
        Map<String, String> all = new TreeMap<>();
        all.put("Name", spec.id().toString());
        all.putAll(settings.tags());
        all.putAll(tags.asMap());
        return Collections.unmodifiableMap(all);
    }

    /** The same for what Elastic Load Balancing has. */
    List<Tag> balancingTags() {
        return allTags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
