package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.OwnerTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Reads everything in an account's region that carries the installation's tag. Nothing else is ever told to the sweep. */
final class TaggedResources {

    /**
     * Of AWS: DescribeAutoScalingGroups, MaxRecords; DescribeLaunchTemplates, MaxResults; DescribeTargetGroups and
     * DescribeLoadBalancers, PageSize.
     */
    private static final int GROUPS = 100;

    private static final int TEMPLATES = 200;
    private static final int BALANCING = 400;

    /** Of AWS: DescribeTags of load balancing, ResourceArns. */
    private static final int MOST_TAGGED = 20;

    private final AwsRegion region;
    private final Installation installation;

    TaggedResources(AwsRegion region, Installation installation) {
        this.region = region;
        this.installation = installation;
    }

    CompletionStage<List<AutoScalingGroup>> groups() {
        return Pages.all(
                "DescribeAutoScalingGroups",
                token -> region.readScaling(
                                Lane.SWEEP,
                                "DescribeAutoScalingGroups",
                                client -> client.describeAutoScalingGroups(request -> request.filters(
                                                filter -> filter.name("tag:" + OwnerTags.INSTALLATION)
                                                        .values(installation.name()))
                                        .maxRecords(GROUPS)
                                        .nextToken(token)))
                        .thenApply(answer -> new Page<>(
                                answer.autoScalingGroups().stream()
                                        .filter(group ->
                                                group.tags().stream().anyMatch(tag -> tagged(tag.key(), tag.value())))
                                        .toList(),
                                answer.nextToken())));
    }

    CompletionStage<List<LaunchTemplate>> templates() {
        return Pages.all(
                "DescribeLaunchTemplates",
                token -> region.readCompute(
                                Lane.SWEEP,
                                "DescribeLaunchTemplates",
                                client -> client.describeLaunchTemplates(request -> request.filters(
                                                filter -> filter.name("tag:" + OwnerTags.INSTALLATION)
                                                        .values(installation.name()))
                                        .maxResults(TEMPLATES)
                                        .nextToken(token)))
                        .thenApply(answer -> new Page<>(
                                answer.launchTemplates().stream()
                                        .filter(template -> template.tags().stream()
                                                .anyMatch(tag -> tagged(tag.key(), tag.value())))
                                        .toList(),
                                answer.nextToken())));
    }

    /** Looked at again whatever was asked for: what is told to the sweep may be removed. */
    private boolean tagged(String key, String value) {
        return OwnerTags.INSTALLATION.equals(key) && installation.name().equals(value);
    }

    /** All target groups, ours or not: there is no filter by tag. */
    CompletionStage<List<TargetGroup>> targetGroups() {
        return Pages.all(
                "DescribeTargetGroups",
                marker -> region.readBalancing(
                                Lane.SWEEP,
                                "DescribeTargetGroups",
                                client -> client.describeTargetGroups(
                                        request -> request.pageSize(BALANCING).marker(marker)))
                        .thenApply(answer -> new Page<>(answer.targetGroups(), answer.nextMarker())));
    }

    /** All Application Load Balancers, ours or not: there is no filter by tag. */
    CompletionStage<List<LoadBalancer>> balancers() {
        return Pages.all(
                        "DescribeLoadBalancers",
                        marker -> region.readBalancing(
                                        Lane.SWEEP,
                                        "DescribeLoadBalancers",
                                        client -> client.describeLoadBalancers(request ->
                                                request.pageSize(BALANCING).marker(marker)))
                                .thenApply(answer -> new Page<>(answer.loadBalancers(), answer.nextMarker())))
                .thenApply(found -> found.stream()
                        .filter(balancer -> balancer.type() == LoadBalancerTypeEnum.APPLICATION)
                        .toList());
    }

    /** The tags of those target groups, balancers and rules that are ours, by ARN. */
    CompletionStage<Map<String, Map<String, String>>> ours(List<String> arns) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += MOST_TAGGED) {
            batches.add(arns.subList(from, Math.min(arns.size(), from + MOST_TAGGED)));
        }
        return Pages.each(batches, this::tags).thenApply(all -> {
            Map<String, Map<String, String>> ours = new HashMap<>();
            all.forEach(ours::putAll);
            ours.values().removeIf(tags -> !installation.name().equals(tags.get(OwnerTags.INSTALLATION)));
            return ours;
        });
    }

    /** One that was deleted meanwhile fails the whole call: then each is asked for alone, and what is gone has no tags. */
    private CompletionStage<Map<String, Map<String, String>>> tags(List<String> arns) {
        return region.readBalancing(
                        Lane.SWEEP,
                        "DescribeTags",
                        client -> client.describeTags(request -> request.resourceArns(arns)))
                .thenApply(answer -> {
                    Map<String, Map<String, String>> found = new HashMap<>();
                    answer.tagDescriptions().forEach(one -> {
                        Map<String, String> tags = new HashMap<>();
                        one.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
                        found.put(one.resourceArn(), tags);
                    });
                    return found;
                })
                .exceptionallyCompose(thrown -> Absence.oneOrMore(
                        thrown,
                        arns,
                        alone -> tags(List.of(alone)),
                        "TargetGroupNotFound",
                        "RuleNotFound",
                        "ListenerNotFound",
                        "LoadBalancerNotFound"));
    }
}
