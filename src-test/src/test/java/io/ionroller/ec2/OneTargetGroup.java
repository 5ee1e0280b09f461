package io.ionroller.ec2;

import io.ionroller.aws.cloud.Inventory;
import io.ionroller.deploy.ec2.gate.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** A target group that somebody else has made and that a rule of theirs leads to, for environments to share. */
final class OneTargetGroup {

    private final Ec2Ground ground;
    private final String arn;

    /** @param deregistrationDelay of the target group, on the cloud's clock */
    OneTargetGroup(Ec2Ground ground, Duration deregistrationDelay) {
        this.ground = ground;
        this.arn = made(ground, "theirs", ground.account().vpc());
        TargetGroupAttribute delay = TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value(Long.toString(deregistrationDelay.toSeconds()))
                .build();
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "ModifyTargetGroupAttributes",
                        client -> client.modifyTargetGroupAttributes(
                                request -> request.targetGroupArn(arn).attributes(delay))));
        Action forward = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(arn)
                .build();
        RuleCondition host = RuleCondition.builder()
                .field("host-header")
                .hostHeaderConfig(config -> config.values("theirs.example.org"))
                .build();
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "CreateRule",
                        client -> client.createRule(
                                request -> request.listenerArn(ground.account().listenerArn())
                                        .priority(1000)
                                        .conditions(host)
                                        .actions(forward))));
    }

    /** Makes a target group that nothing leads to. */
    static String made(Ec2Ground ground, String name, String vpc) {
        return done(ground.region()
                        .changeBalancing(
                                Lane.CREATE,
                                "CreateTargetGroup",
                                client -> client.createTargetGroup(request -> request.name(name)
                                        .protocol("HTTP")
                                        .port(80)
                                        .vpcId(vpc)
                                        .healthCheckIntervalSeconds(5)
                                        .healthCheckTimeoutSeconds(2)
                                        .healthyThresholdCount(2))))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    String arn() {
        return arn;
    }

    /** Settings of a service whose environments share it. */
    Map<String, Object> settings(Object desired) {
        Map<String, Object> settings = new HashMap<>(ground.settings(desired));
        settings.remove("deregistration_delay");
        settings.put("health_grace", "0s");
        settings.put("load_balancer", Map.of("target_group", arn));
        return settings;
    }

    /** States by instance. */
    Map<String, String> targets() {
        return ground.aws().targets(arn);
    }

    /** Those that get requests. */
    Set<String> healthy() {
        return targets().entrySet().stream()
                .filter(target -> target.getValue().equals("healthy"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Running instances of an environment. */
    Set<String> instances(String environment) {
        return ground.aws().resources().stream()
                .filter(resource -> resource.kind().equals("instance"))
                .filter(resource -> environment.equals(resource.tags().get("ionroller:environment")))
                .map(Inventory.Resource::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An instance of somebody else's that is a target from now on. */
    String stranger() {
        Strays strays = new Strays(ground);
        strays.template("strange", Map.of());
        strays.group("strange", "strange", Map.of());
        done(ground.region()
                .changeScaling(
                        Lane.CREATE,
                        "UpdateAutoScalingGroup",
                        client -> client.updateAutoScalingGroup(request ->
                                request.autoScalingGroupName("strange").desiredCapacity(1))));
        String id = Awaitility.await()
                .until(
                        () -> done(ground.region()
                                        .readScaling(
                                                Lane.CREATE,
                                                "DescribeAutoScalingGroups",
                                                client -> client.describeAutoScalingGroups(
                                                        request -> request.autoScalingGroupNames("strange"))))
                                .autoScalingGroups()
                                .getFirst()
                                .instances(),
                        found -> !found.isEmpty()
                                && found.getFirst().lifecycleStateAsString().equals("InService"))
                .getFirst()
                .instanceId();
        putIn(id);
        return id;
    }

    void takeOut(String id) {
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "DeregisterTargets",
                        client -> client.deregisterTargets(
                                request -> request.targetGroupArn(arn).targets(target(id)))));
    }

    /** Somebody puts an instance in by hand. */
    void putIn(String id) {
        done(ground.region()
                .changeBalancing(
                        Lane.CREATE,
                        "RegisterTargets",
                        client -> client.registerTargets(
                                request -> request.targetGroupArn(arn).targets(target(id)))));
    }

    private static List<TargetDescription> target(String id) {
        return List.of(TargetDescription.builder().id(id).port(80).build());
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
