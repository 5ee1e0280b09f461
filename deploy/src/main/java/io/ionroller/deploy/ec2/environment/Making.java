package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.LaunchedTemplate;
import io.ionroller.deploy.ec2.template.MadeFrom;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;

/**
 * The calls that make the parts of an environment. Each may be repeated: names are derived, and what is there already counts only if
 * its tags are ours. Never blocks; thread-safe.
 */
final class Making {

    /** It is there; the second says so of an attempt by an engine that would write it a little differently. */
    private static final String[] ALREADY = {
        "InvalidLaunchTemplateName.AlreadyExistsException", "IdempotentParameterMismatch"
    };

    private static final long FIRST = 1;

    private final AwsRegion region;
    private final Installation installation;

    Making(AwsRegion region, Installation installation) {
        this.region = region;
        this.installation = installation;
    }

    /** Makes or finds the template and answers it; the first version is the only one there will ever be. */
    CompletionStage<LaunchedTemplate> launchTemplate(CreateLaunchTemplateRequest request, EnvironmentId environment) {
        return region.changeCompute(Lane.CREATE, "CreateLaunchTemplate", client -> client.createLaunchTemplate(request))
                .thenApply(answer -> first(answer.launchTemplate(), MadeFrom.of(request.launchTemplateData())))
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, ALREADY)
                        ? foundTemplate(request.launchTemplateName(), environment)
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<LaunchedTemplate> foundTemplate(String name, EnvironmentId environment) {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeLaunchTemplates",
                        client -> client.describeLaunchTemplates(find -> find.launchTemplateNames(name)))
                .thenCompose(found -> {
                    LaunchTemplate template = found.launchTemplates().stream()
                            .findFirst()
                            .orElseThrow(() -> notVisible("launch template", name));
                    Map<String, String> present = new HashMap<>();
                    template.tags().forEach(tag -> present.put(tag.key(), tag.value()));
                    check("launch template", name, present, environment);
                    return resolved(name).thenApply(facts -> first(template, facts));
                });
    }

    private static LaunchedTemplate first(LaunchTemplate template, Map<String, String> resolved) {
        return new LaunchedTemplate(template.launchTemplateId(), FIRST, resolved);
    }

    /**
     * What the template of this name holds of what was resolved for its release. Empty where it is not there or may not be read:
     * nothing depends on it but a record.
     */
    CompletionStage<Map<String, String>> resolved(String name) {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeLaunchTemplateVersions",
                        client -> client.describeLaunchTemplateVersions(
                                request -> request.launchTemplateName(name).versions(Long.toString(FIRST))))
                .thenApply(found -> found.launchTemplateVersions().stream()
                        .findFirst()
                        .map(version -> MadeFrom.of(version.launchTemplateData()))
                        .orElse(Map.of()))
                .exceptionallyCompose(thrown ->
                        AwsFailure.of("DescribeLaunchTemplateVersions", thrown).kind() == Kind.TERMINAL
                                ? CompletableFuture.completedStage(Map.of())
                                : CompletableFuture.failedStage(thrown));
    }

    /** Makes or finds the target group and answers its ARN. AWS answers the same for one that is there with equal settings. */
    CompletionStage<String> targetGroup(CreateTargetGroupRequest request, EnvironmentId environment) {
        return region.changeBalancing(Lane.CREATE, "CreateTargetGroup", client -> client.createTargetGroup(request))
                .thenApply(answer -> answer.targetGroups().getFirst().targetGroupArn())
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "DuplicateTargetGroupName")
                        ? foundTargetGroup(request.name(), environment)
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<String> foundTargetGroup(String name, EnvironmentId environment) {
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeTargetGroups",
                        client -> client.describeTargetGroups(find -> find.names(name)))
                .thenApply(found -> found.targetGroups().stream()
                        .findFirst()
                        .orElseThrow(() -> notVisible("target group", name))
                        .targetGroupArn())
                .thenCompose(arn -> checked("target group", name, arn, environment));
    }

    /** The ARN, if the tags of what it names are the environment's. */
    private CompletionStage<String> checked(String what, String name, String arn, EnvironmentId environment) {
        return region.readBalancing(
                        Lane.CREATE, "DescribeTags", client -> client.describeTags(find -> find.resourceArns(arn)))
                .thenApply(found -> {
                    Map<String, String> present = new HashMap<>();
                    found.tagDescriptions()
                            .forEach(one -> one.tags().forEach(tag -> present.put(tag.key(), tag.value())));
                    check(what, name, present, environment);
                    return arn;
                });
    }

    /** Makes or finds the environment's own balancer and answers its ARN. */
    CompletionStage<String> loadBalancer(CreateLoadBalancerRequest request, EnvironmentId environment) {
        return region.changeBalancing(Lane.CREATE, "CreateLoadBalancer", client -> client.createLoadBalancer(request))
                .thenApply(answer -> answer.loadBalancers().getFirst().loadBalancerArn())
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "DuplicateLoadBalancerName")
                        ? foundLoadBalancer(request.name(), environment)
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<String> foundLoadBalancer(String name, EnvironmentId environment) {
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeLoadBalancers",
                        client -> client.describeLoadBalancers(find -> find.names(name)))
                .thenApply(found -> found.loadBalancers().stream()
                        .findFirst()
                        .orElseThrow(() -> notVisible("load balancer", name))
                        .loadBalancerArn())
                .thenCompose(arn -> checked("load balancer", name, arn, environment));
    }

    /** Makes the listener; one on the same port is what an attempt before has made, for the balancer is the environment's alone. */
    CompletionStage<Void> listener(CreateListenerRequest request) {
        return region.changeBalancing(Lane.CREATE, "CreateListener", client -> client.createListener(request))
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "DuplicateListener")
                        ? CompletableFuture.completedStage(null)
                        : CompletableFuture.failedStage(thrown));
    }

    CompletionStage<Void> attributes(ModifyTargetGroupAttributesRequest request) {
        return region.changeBalancing(
                        Lane.CREATE,
                        "ModifyTargetGroupAttributes",
                        client -> client.modifyTargetGroupAttributes(request))
                .thenAccept(done -> {});
    }

    /** Makes the group, or leaves one that is there: its tags are checked when it is read next. */
    CompletionStage<Void> group(CreateAutoScalingGroupRequest request) {
        return region.changeScaling(
                        Lane.CREATE, "CreateAutoScalingGroup", client -> client.createAutoScalingGroup(request))
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "AlreadyExists", "AlreadyExistsFault")
                        ? CompletableFuture.completedStage(null)
                        : CompletableFuture.failedStage(thrown));
    }

    /** Fails as TERMINAL if a group of this name belongs to something else. */
    void checkOurs(AutoScalingGroup group, EnvironmentId environment) {
        Map<String, String> present = new HashMap<>();
        group.tags().forEach(tag -> present.put(tag.key(), tag.value()));
        check("Auto Scaling group", group.autoScalingGroupName(), present, environment);
    }

    private void check(String what, String name, Map<String, String> present, EnvironmentId environment) {
        if (!OwnerTags.matches(present, installation, environment)) {
            throw new PlatformException(
                    Kind.TERMINAL,
                    "the " + what + " " + name + " is there and not of " + environment + " of the installation "
                            + installation.name() + ": its tags are " + present);
        }
    }

    private static PlatformException notVisible(String what, String name) {
        return new PlatformException(Kind.RETRYABLE, "the " + what + " " + name + " exists but cannot be seen yet");
    }
}
