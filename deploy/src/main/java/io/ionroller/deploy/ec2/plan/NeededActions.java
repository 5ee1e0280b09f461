package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.settings.AmiSource;
import io.ionroller.deploy.ec2.settings.ImageSource;
import io.ionroller.deploy.ec2.settings.Keep;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
import io.ionroller.deploy.ec2.template.OwnerTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;

/** The actions that a release calls, with the resources that it calls them on, as IAM has them in policies. */
final class NeededActions {

    private final Subject subject;
    private final String partition;
    private final String account;

    NeededActions(Subject subject, String partition, String account) {
        this.subject = subject;
        this.partition = partition;
        this.account = account;
    }

    /**
     * Actions on one resource.
     *
     * @param actions such as {@code ec2:CreateLaunchTemplate}
     * @param resource an ARN, or {@code *}
     * @param ours whether the resource has, or is made with, our tags; policies may ask for them
     */
    record Needed(List<String> actions, String resource, boolean ours) {
        Needed(List<String> actions, String resource) {
            this(actions, resource, true);
        }
    }

    /** What the calls would come with, by condition key, as far as policies usually ask for it. */
    List<ContextEntry> context(Needed needed) {
        Map<String, String> tags = Map.of(
                OwnerTags.INSTALLATION, subject.installation().name(),
                OwnerTags.SERVICE, subject.spec().id().service().value());
        List<ContextEntry> context = new ArrayList<>();
        tags.forEach((key, value) -> {
            context.add(entry("aws:RequestTag/" + key, value));
            if (needed.ours()) {
                context.add(entry("aws:ResourceTag/" + key, value));
            }
        });
        context.add(entry("ec2:CreateAction", "CreateLaunchTemplate"));
        context.add(entry("ec2:LaunchTemplate", arn("ec2", "launch-template/lt-0")));
        context.add(entry("elasticloadbalancing:CreateAction", "CreateTargetGroup"));
        context.add(entry("iam:PassedToService", "ec2.amazonaws.com"));
        context.add(ContextEntry.builder()
                .contextKeyName("route53:ChangeResourceRecordSetsRecordTypes")
                .contextKeyType(ContextKeyTypeEnum.STRING_LIST)
                .contextKeyValues("A")
                .build());
        return context;
    }

    private static ContextEntry entry(String key, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(value)
                .build();
    }

    List<Needed> all() {
        List<Needed> all = new ArrayList<>();
        all.add(reading());
        String group =
                "autoScalingGroup:*:autoScalingGroupName/" + subject.names().autoScalingGroup();
        all.add(new Needed(
                List.of(
                        "autoscaling:CreateAutoScalingGroup",
                        "autoscaling:DeleteAutoScalingGroup",
                        "autoscaling:CreateOrUpdateTags"),
                arn("autoscaling", group)));
        if (subject.settings().keep() instanceof Keep.ScaledDown) {
            all.add(new Needed(List.of("autoscaling:UpdateAutoScalingGroup"), arn("autoscaling", group)));
        }
        all.add(new Needed(
                List.of("ec2:CreateLaunchTemplate", "ec2:DeleteLaunchTemplate", "ec2:CreateTags"),
                arn("ec2", "launch-template/*")));
        all.add(new Needed(List.of("ec2:RunInstances"), arn("ec2", "instance/*")));
        switch (subject.settings().traffic().balancer().place()) {
            case LoadBalancer.RulePlace place -> {
                all.addAll(ofTargetGroup());
                all.add(new Needed(List.of("elasticloadbalancing:DescribeRules"), "*"));
                all.addAll(ofRule(place));
                all.addAll(ofTests(place));
            }
            case SharedTargetGroup shared -> all.addAll(ofTargets(shared));
            case OwnBalancer own -> {
                all.addAll(ofTargetGroup());
                all.addAll(ofRecords());
            }
        }
        all.addAll(resolving());
        return all;
    }

    /** For the environment's own target group. */
    private List<Needed> ofTargetGroup() {
        List<Needed> needed = new ArrayList<>();
        needed.add(new Needed(
                List.of(
                        "elasticloadbalancing:CreateTargetGroup",
                        "elasticloadbalancing:ModifyTargetGroupAttributes",
                        "elasticloadbalancing:DeleteTargetGroup",
                        "elasticloadbalancing:AddTags"),
                arn("elasticloadbalancing", "targetgroup/" + subject.names().targetGroup() + "/*")));
        if (subject.settings().traffic().drainPeriods() > 0) {
            needed.add(new Needed(List.of("cloudwatch:GetMetricData"), "*"));
        }
        return needed;
    }

    private List<Needed> ofTargets(SharedTargetGroup shared) {
        return List.of(
                new Needed(
                        List.of("elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"),
                        shared.arn().toString(),
                        false),
                new Needed(List.of("elasticloadbalancing:DescribeTargetGroupAttributes", "ec2:DescribeInstances"), "*"),
                new Needed(List.of("ec2:GetConsoleOutput"), arn("ec2", "instance/*")));
    }

    /** What has no resources in policies. */
    private static Needed reading() {
        return new Needed(
                List.of(
                        "autoscaling:DescribeAutoScalingGroups",
                        "autoscaling:DescribeScalingActivities",
                        "ec2:DescribeLaunchTemplates",
                        "elasticloadbalancing:DescribeTags",
                        "elasticloadbalancing:DescribeTargetGroups",
                        "elasticloadbalancing:DescribeTargetHealth"),
                "*");
    }

    private static List<Needed> ofRule(LoadBalancer.RulePlace place) {
        String listener = place.listener().toString();
        return switch (place) {
            case LoadBalancer.ExistingRule existing ->
                List.of(new Needed(
                        List.of("elasticloadbalancing:ModifyRule"),
                        existing.rule().toString(),
                        false));
            case LoadBalancer.OwnRule own -> rulesOf(listener);
        };
    }

    /** For the rule that takes test requests, which may be on any listener of the balancer. */
    private List<Needed> ofTests(LoadBalancer.RulePlace place) {
        String listener = place.listener().toString();
        return subject.settings().traffic().balancer().test().isPresent()
                ? rulesOf(listener.substring(0, listener.lastIndexOf('/')) + "/*")
                : List.of();
    }

    private static List<Needed> rulesOf(String listener) {
        return List.of(
                new Needed(List.of("elasticloadbalancing:CreateRule"), listener),
                new Needed(
                        List.of("elasticloadbalancing:ModifyRule", "elasticloadbalancing:DeleteRule"),
                        listener.replace(":listener/", ":listener-rule/") + "/*"));
    }

    /** For a balancer of the environment's own, and the records that lead to it. */
    private List<Needed> ofRecords() {
        String name = subject.names().loadBalancer();
        String route53 = "arn:" + partition + ":route53:::";
        String zone = subject.settings().traffic().dns().orElseThrow().zoneId();
        return List.of(
                new Needed(List.of("elasticloadbalancing:DescribeLoadBalancers"), "*"),
                new Needed(
                        List.of(
                                "elasticloadbalancing:CreateLoadBalancer",
                                "elasticloadbalancing:CreateListener",
                                "elasticloadbalancing:DeleteLoadBalancer",
                                "elasticloadbalancing:AddTags"),
                        arn("elasticloadbalancing", "loadbalancer/app/" + name + "/*")),
                new Needed(
                        List.of("elasticloadbalancing:AddTags"),
                        arn("elasticloadbalancing", "listener/app/" + name + "/*/*")),
                new Needed(
                        List.of("route53:ListResourceRecordSets", "route53:ChangeResourceRecordSets"),
                        route53 + "hostedzone/" + zone,
                        false),
                new Needed(List.of("route53:GetChange"), route53 + "change/*", false));
    }

    private List<Needed> resolving() {
        List<Needed> needed = new ArrayList<>();
        ImageSource image = subject.settings().container().image();
        if (image.digest().isEmpty() && image.ecrRegion().isPresent()) {
            needed.add(new Needed(
                    List.of("ecr:DescribeImages"),
                    "arn:" + partition + ":ecr:" + image.ecrRegion().get() + ":"
                            + image.registry().substring(0, image.registry().indexOf('.')) + ":repository/"
                            + image.repository()));
        }
        if (subject.settings().machine().ami() instanceof AmiSource.Parameter(String name)) {
            String owner = name.startsWith("/aws/") ? "" : account;
            needed.add(new Needed(
                    List.of("ssm:GetParameter"),
                    "arn:" + partition + ":ssm:" + subject.region().name() + ":" + owner + ":parameter"
                            + (name.startsWith("/") ? name : "/" + name)));
        }
        return needed;
    }

    /** An instance gets its role from whoever starts it. */
    static Stream<Needed> passing(List<String> roles) {
        return roles.stream().map(role -> new Needed(List.of("iam:PassRole"), role));
    }

    private String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + subject.region().name() + ":" + account + ":" + resource;
    }
}
