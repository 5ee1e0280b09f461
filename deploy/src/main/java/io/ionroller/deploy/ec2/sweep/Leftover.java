package io.ionroller.deploy.ec2.sweep;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.Orphan.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * What is there with the installation's tags of one environment. Names do not count, only tags.
 *
 * @param environment absent where the tags do not say it, or contradict each other
 */
record Leftover(
        Optional<EnvironmentId> environment,
        List<AutoScalingGroup> groups,
        List<LoadBalancer> balancers,
        List<TargetGroup> targetGroups,
        List<LaunchTemplate> templates) {

    Leftover(Optional<EnvironmentId> environment) {
        this(environment, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    String label() {
        return environment.map(EnvironmentId::toString).orElse("");
    }

    /** When the newest part was made; AWS does not tell it of target groups. */
    Optional<Instant> createdAt() {
        return Stream.of(
                        groups.stream().map(AutoScalingGroup::createdTime),
                        balancers.stream().map(LoadBalancer::createdTime),
                        templates.stream().map(LaunchTemplate::createTime))
                .flatMap(times -> times)
                .max(Instant::compareTo);
    }

    List<String> targetGroupArns() {
        return targetGroups.stream().map(TargetGroup::targetGroupArn).toList();
    }

    List<String> balancerArns() {
        return balancers.stream().map(LoadBalancer::loadBalancerArn).toList();
    }

    /** In the order in which they go. */
    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        groups.forEach(group ->
                all.add(new Resource("auto-scaling-group", group.autoScalingGroupName(), group.autoScalingGroupARN())));
        balancers.forEach(balancer ->
                all.add(new Resource("load-balancer", balancer.loadBalancerName(), balancer.loadBalancerArn())));
        targetGroups.forEach(
                group -> all.add(new Resource("target-group", group.targetGroupName(), group.targetGroupArn())));
        templates.forEach(template ->
                all.add(new Resource("launch-template", template.launchTemplateName(), template.launchTemplateId())));
        return all;
    }
}
