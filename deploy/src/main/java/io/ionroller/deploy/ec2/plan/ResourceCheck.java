package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.engine.platform.PlanAspect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;

/** What is there already under the names that the environment would get: left by an attempt before, or somebody else's. */
final class ResourceCheck {

    private final Subject subject;
    private final AwsRegion region;

    ResourceCheck(Subject subject) {
        this.subject = subject;
        this.region = subject.region();
    }

    CompletionStage<Part> check() {
        return Part.all(List.of(
                Part.orUnknown("capacity", "the name of the Auto Scaling group", group()),
                Part.orUnknown("load_balancer", "the name of the target group", targetGroup()),
                Part.orUnknown("load_balancer", "the name of the load balancer", loadBalancer()),
                Part.orUnknown("instance_type", "the name of the launch template", launchTemplate())));
    }

    private CompletionStage<Part> group() {
        String name = subject.names().autoScalingGroup();
        return subject.environments()
                .group(name, Lane.CREATE, Duration.ZERO)
                .thenApply(seen -> seen.value()
                        .map(found -> there("capacity", "Auto Scaling group", name, tags(found)))
                        .orElse(Part.NONE));
    }

    private CompletionStage<Part> targetGroup() {
        String name = subject.names().targetGroup();
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeTargetGroups",
                        client -> client.describeTargetGroups(request -> request.names(name)))
                .thenCompose(found -> found.targetGroups().isEmpty()
                        ? CompletableFuture.completedStage(Part.NONE)
                        : tagged(
                                "target group",
                                name,
                                found.targetGroups().getFirst().targetGroupArn()))
                .exceptionallyCompose(thrown -> absent(thrown, "TargetGroupNotFound"));
    }

    private CompletionStage<Part> loadBalancer() {
        if (subject.settings().traffic().ownBalancer().isEmpty()) {
            return CompletableFuture.completedStage(Part.NONE);
        }
        String name = subject.names().loadBalancer();
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeLoadBalancers",
                        client -> client.describeLoadBalancers(request -> request.names(name)))
                .thenCompose(found -> found.loadBalancers().isEmpty()
                        ? CompletableFuture.completedStage(Part.NONE)
                        : tagged(
                                "load balancer",
                                name,
                                found.loadBalancers().getFirst().loadBalancerArn()))
                .exceptionallyCompose(thrown -> absent(thrown, "LoadBalancerNotFound"));
    }

    private CompletionStage<Part> tagged(String what, String name, String arn) {
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeTags",
                        client -> client.describeTags(request -> request.resourceArns(arn)))
                .thenApply(found -> {
                    Map<String, String> tags = new HashMap<>();
                    found.tagDescriptions().forEach(one -> one.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
                    return there("load_balancer", what, name, tags);
                });
    }

    private CompletionStage<Part> launchTemplate() {
        String name = subject.names().launchTemplate();
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeLaunchTemplates",
                        client -> client.describeLaunchTemplates(request -> request.launchTemplateNames(name)))
                .thenApply(found -> found.launchTemplates().stream()
                        .findFirst()
                        .map(template -> there("instance_type", "launch template", name, tags(template)))
                        .orElse(Part.NONE))
                .exceptionallyCompose(thrown -> absent(thrown, "InvalidLaunchTemplateName.NotFoundException"));
    }

    private static CompletionStage<Part> absent(Throwable thrown, String code) {
        return AwsFailure.has(thrown, code)
                ? CompletableFuture.completedStage(Part.NONE)
                : CompletableFuture.failedStage(thrown);
    }

    private Part there(String field, String what, String name, Map<String, String> tags) {
        Part part = Part.fact(PlanAspect.RESOURCES, what + " " + name);
        boolean ours =
                OwnerTags.matches(tags, subject.installation(), subject.spec().id());
        return part.and(
                ours
                        ? Part.note("The " + what + " " + name
                                + " is there already, left by an attempt before; it is used.")
                        : Part.blocking(
                                field,
                                "the " + what + " " + name + " is there and not of "
                                        + subject.spec().id(),
                                "another service name or ionroller.ec2.installation, or the " + what + " gone"));
    }

    private static Map<String, String> tags(AutoScalingGroup group) {
        Map<String, String> tags = new HashMap<>();
        group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static Map<String, String> tags(LaunchTemplate template) {
        Map<String, String> tags = new HashMap<>();
        template.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }
}
