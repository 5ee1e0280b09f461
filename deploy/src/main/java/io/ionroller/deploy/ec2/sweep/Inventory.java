package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.engine.model.EnvironmentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * What is there in one account and region.
 *
 * @param leftovers all that is ours, by environment, also of those that are in use
 * @param targetGroups ARNs of all target groups, ours or not
 */
record Inventory(List<Leftover> leftovers, Set<String> targetGroups) {

    /** Reads everything; fails if any of it cannot be read, because half a picture is none. */
    static CompletionStage<Inventory> read(TaggedResources resources) {
        return resources
                .groups()
                .thenCompose(groups -> resources
                        .templates()
                        .thenCompose(templates -> resources
                                .targetGroups()
                                .thenCompose(targets -> resources
                                        .balancers()
                                        .thenCompose(balancers -> resources
                                                .ours(arns(targets, balancers))
                                                .thenApply(tags -> sorted(
                                                        groups,
                                                        templates,
                                                        new Balancing(targets, balancers, tags)))))));
    }

    /** What Elastic Load Balancing has, and the tags of what is ours of it by ARN. */
    private record Balancing(
            List<TargetGroup> targets, List<LoadBalancer> balancers, Map<String, Map<String, String>> tags) {}

    private static List<String> arns(List<TargetGroup> targets, List<LoadBalancer> balancers) {
        return Stream.concat(
                        targets.stream().map(TargetGroup::targetGroupArn),
                        balancers.stream().map(LoadBalancer::loadBalancerArn))
                .toList();
    }

    private static Inventory sorted(
            List<AutoScalingGroup> groups, List<LaunchTemplate> templates, Balancing balancing) {
        Map<String, Leftover> byEnvironment = new TreeMap<>();
        for (AutoScalingGroup group : groups) {
            Map<String, String> tags = new HashMap<>();
            group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            at(tags, byEnvironment).groups().add(group);
        }
        for (LaunchTemplate template : templates) {
            Map<String, String> tags = new HashMap<>();
            template.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            at(tags, byEnvironment).templates().add(template);
        }
        for (TargetGroup target : balancing.targets()) {
            Map<String, String> tags = balancing.tags().get(target.targetGroupArn());
            if (tags != null) {
                at(tags, byEnvironment).targetGroups().add(target);
            }
        }
        for (LoadBalancer balancer : balancing.balancers()) {
            Map<String, String> tags = balancing.tags().get(balancer.loadBalancerArn());
            if (tags != null) {
                at(tags, byEnvironment).balancers().add(balancer);
            }
        }
        return new Inventory(
                List.copyOf(byEnvironment.values()),
                balancing.targets().stream().map(TargetGroup::targetGroupArn).collect(Collectors.toSet()));
    }

    private static Leftover at(Map<String, String> tags, Map<String, Leftover> byEnvironment) {
        Optional<EnvironmentId> environment = OwnerTags.environmentOf(tags);
        return byEnvironment.computeIfAbsent(
                environment.map(EnvironmentId::toString).orElse(""), key -> new Leftover(environment));
    }
}
