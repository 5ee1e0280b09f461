package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Balancers, listeners, rules and target groups of a region, all by ARN, and which rules refer to which group. */
final class Balancing {

    private final Region region;
    final Table<LoadBalancer> balancers;
    final Table<Listener> listeners;
    /** The default rules of listeners are among them. */
    final Table<Rule> rules;

    final Table<TargetGroup> targetGroups;
    final Table<Map<String, String>> attributes;
    final Table<List<Tag>> tags;
    private final Map<String, Set<String>> rulesByTargetGroup = new HashMap<>();

    Balancing(Region region) {
        this.region = region;
        Cloud cloud = region.cloud();
        this.balancers = cloud.table();
        this.listeners = cloud.table();
        this.rules = cloud.table();
        this.targetGroups = cloud.table();
        this.attributes = cloud.table();
        this.tags = cloud.table();
    }

    String arn(String resource) {
        return region.arn("elasticloadbalancing", resource);
    }

    /** {@code listener-rule/app/NAME/LB/LISTENER/RULE} is a rule of {@code listener/app/NAME/LB/LISTENER}. */
    static String listenerOf(String ruleArn) {
        return ruleArn.substring(0, ruleArn.lastIndexOf('/')).replace(":listener-rule/", ":listener/");
    }

    static String balancerOf(String listenerArn) {
        return listenerArn.substring(0, listenerArn.lastIndexOf('/')).replace(":listener/", ":loadbalancer/");
    }

    LoadBalancer balancer(String arn) {
        return balancers.get(arn).orElseThrow(() -> notFound("LoadBalancer", "Load balancer", arn));
    }

    Listener listener(String arn) {
        return listeners.get(arn).orElseThrow(() -> notFound("Listener", "Listener", arn));
    }

    Rule rule(String arn) {
        return rules.get(arn).orElseThrow(() -> notFound("Rule", "Rule", arn));
    }

    TargetGroup targetGroup(String arn) {
        return targetGroups.get(arn).orElseThrow(() -> notFound("TargetGroup", "Target group", arn));
    }

    static Refusal notFound(String code, String what, String arn) {
        return new Refusal(
                code + "NotFound", "One or more " + what.toLowerCase(java.util.Locale.ROOT) + "s not found: " + arn);
    }

    boolean isUsed(String targetGroupArn) {
        return !rulesByTargetGroup.getOrDefault(targetGroupArn, Set.of()).isEmpty();
    }

    List<Rule> rulesOf(String listenerArn) {
        return rules.all().stream()
                .filter(rule -> listenerOf(rule.ruleArn()).equals(listenerArn))
                .toList();
    }

    void putRule(Rule rule) {
        region.traffic().settle();
        Set<String> before = new LinkedHashSet<>();
        rules.get(rule.ruleArn()).ifPresent(old -> before.addAll(groupsOf(old.actions())));
        Set<String> after = groupsOf(rule.actions());
        rules.put(rule.ruleArn(), rule);
        before.stream().filter(group -> !after.contains(group)).forEach(group -> forget(group, rule.ruleArn()));
        after.stream().filter(group -> !before.contains(group)).forEach(group -> refer(group, rule.ruleArn()));
    }

    void removeRule(String arn) {
        region.traffic().settle();
        rules.get(arn).ifPresent(rule -> {
            rules.remove(arn);
            groupsOf(rule.actions()).forEach(group -> forget(group, arn));
        });
        tags.remove(arn);
    }

    private void refer(String group, String rule) {
        rulesByTargetGroup.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(rule);
        useChanged(group);
    }

    private void forget(String group, String rule) {
        rulesByTargetGroup.getOrDefault(group, new LinkedHashSet<>()).remove(rule);
        useChanged(group);
    }

    private void useChanged(String group) {
        List<String> used = rulesByTargetGroup.get(group).stream()
                .map(rule -> balancerOf(listenerOf(rule)))
                .distinct()
                .toList();
        boolean changed = targetGroups
                .get(group)
                .filter(old -> !old.loadBalancerArns().equals(used))
                .isPresent();
        if (changed) {
            targetGroups.update(
                    group, old -> old.toBuilder().loadBalancerArns(used).build());
            region.healthChecks().useChanged(group);
        }
    }

    static Set<String> groupsOf(List<Action> actions) {
        Set<String> groups = new LinkedHashSet<>();
        for (Action action : actions) {
            if (action.targetGroupArn() != null) {
                groups.add(action.targetGroupArn());
            }
            if (action.forwardConfig() != null) {
                action.forwardConfig().targetGroups().forEach(tuple -> groups.add(tuple.targetGroupArn()));
            }
        }
        return groups;
    }
}
