package io.ionroller.ec2;

import io.ionroller.deploy.ec2.gate.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Makes single resources past the engine, with whatever tags. */
record Strays(Ec2Ground ground) {

    /** Tags as the engine gives them. */
    static Map<String, String> tags(String installation, String service, long release) {
        Map<String, String> tags = new HashMap<>();
        tags.put("ionroller:installation", installation);
        tags.put("ionroller:service", service);
        tags.put("ionroller:release", Long.toString(release));
        tags.put("ionroller:environment", service + "-" + release);
        return tags;
    }

    void template(String name, Map<String, String> tags) {
        done(ground.region()
                .changeCompute(
                        Lane.CREATE,
                        "CreateLaunchTemplate",
                        client -> client.createLaunchTemplate(request -> request.launchTemplateName(name)
                                .launchTemplateData(data ->
                                        data.imageId(ground.account().ami()).instanceType("t3.small"))
                                .tagSpecifications(specification -> specification
                                        .resourceType(ResourceType.LAUNCH_TEMPLATE)
                                        .tags(tags.entrySet().stream()
                                                .map(tag -> software.amazon.awssdk.services.ec2.model.Tag.builder()
                                                        .key(tag.getKey())
                                                        .value(tag.getValue())
                                                        .build())
                                                .toList())))));
    }

    String targetGroup(String name, Map<String, String> tags) {
        return done(ground.region()
                        .changeBalancing(
                                Lane.CREATE,
                                "CreateTargetGroup",
                                client -> client.createTargetGroup(request -> request.name(name)
                                        .protocol("HTTP")
                                        .port(80)
                                        .vpcId(ground.account().vpc())
                                        .tags(balancingTags(tags)))))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    void loadBalancer(String name, Map<String, String> tags) {
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "CreateLoadBalancer",
                        client -> client.createLoadBalancer(request -> request.name(name)
                                .subnets(ground.account().subnets())
                                .tags(balancingTags(tags)))));
    }

    private static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> balancingTags(
            Map<String, String> tags) {
        Map<String, String> some = new HashMap<>(tags);
        some.putIfAbsent("Name", "stray");
        return some.entrySet().stream()
                .map(tag -> software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
                .toList();
    }

    /** Without instances. */
    void group(String name, String template, Map<String, String> tags) {
        done(ground.region()
                .changeScaling(
                        Lane.CREATE,
                        "CreateAutoScalingGroup",
                        client -> client.createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                                .minSize(0)
                                .maxSize(1)
                                .desiredCapacity(0)
                                .vpcZoneIdentifier(
                                        String.join(",", ground.account().subnets()))
                                .launchTemplate(wanted ->
                                        wanted.launchTemplateName(template).version("1"))
                                .tags(tags.entrySet().stream()
                                        .map(tag -> software.amazon.awssdk.services.autoscaling.model.Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .propagateAtLaunch(true)
                                                .build())
                                        .toList()))));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
