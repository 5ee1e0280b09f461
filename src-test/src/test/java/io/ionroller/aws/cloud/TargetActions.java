package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** ELBv2's actions on targets. */
final class TargetActions {

    private TargetActions() {}

    static void addTo(Actions actions) {
        actions.on(RegisterTargetsRequest.class, TargetActions::register)
                .on(DeregisterTargetsRequest.class, TargetActions::deregister)
                .on(DescribeTargetHealthRequest.class, TargetActions::describe);
    }

    private static SdkPojo register(Call call, RegisterTargetsRequest request) {
        TargetGroup group = call.region().balancing().targetGroup(request.targetGroupArn());
        for (TargetDescription target : request.targets()) {
            // Source: API_RegisterTargets: instances must be in the state running.
            if (!call.region().machines().isRunning(target.id())) {
                throw new Refusal(
                        "InvalidTarget",
                        "The following targets are not in a running state and cannot be registered: '" + target.id()
                                + "'");
            }
        }
        request.targets()
                .forEach(target -> call.region()
                        .healthChecks()
                        .register(group.targetGroupArn(), target.id(), port(group, target)));
        return RegisterTargetsResponse.builder().build();
    }

    private static int port(TargetGroup group, TargetDescription target) {
        return target.port() == null ? group.port() : target.port();
    }

    /** A target that is not registered is no error. Source: API_DeregisterTargets. */
    private static SdkPojo deregister(Call call, DeregisterTargetsRequest request) {
        String arn =
                call.region().balancing().targetGroup(request.targetGroupArn()).targetGroupArn();
        HealthChecks checks = call.region().healthChecks();
        for (TargetDescription wanted : request.targets()) {
            checks.targets(arn).stream()
                    .filter(target -> isMeant(wanted, target))
                    .forEach(target -> checks.deregister(arn, target.key()));
        }
        return DeregisterTargetsResponse.builder().build();
    }

    private static boolean isMeant(TargetDescription wanted, Target target) {
        return target.id().equals(wanted.id()) && (wanted.port() == null || wanted.port() == target.port());
    }

    private static SdkPojo describe(Call call, DescribeTargetHealthRequest request) {
        Balancing balancing = call.region().balancing();
        String arn = request.targetGroupArn();
        TargetGroup group = balancing
                .targetGroups
                .get(arn, call)
                .orElseThrow(() -> Balancing.notFound("TargetGroup", "Target group", arn));
        List<Target> all = call.region().healthChecks().targets(arn, call);
        List<TargetHealthDescription> shown = request.targets().isEmpty()
                ? all.stream().map(TargetActions::shown).toList()
                : request.targets().stream()
                        .map(wanted -> all.stream()
                                .filter(target -> isMeant(wanted, target))
                                .findFirst()
                                .map(TargetActions::shown)
                                .orElseGet(() -> notRegistered(wanted, port(group, wanted))))
                        .toList();
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(shown)
                .build();
    }

    private static TargetHealthDescription shown(Target target) {
        return TargetHealthDescription.builder()
                .target(description -> description.id(target.id()).port(target.port()))
                .healthCheckPort(Integer.toString(target.port()))
                .targetHealth(target.health())
                .build();
    }

    private static TargetHealthDescription notRegistered(TargetDescription wanted, int port) {
        return TargetHealthDescription.builder()
                .target(description -> description.id(wanted.id()).port(port))
                .targetHealth(TargetHealth.builder()
                        .state(TargetHealthStateEnum.UNUSED)
                        .reason(TargetHealthReasonEnum.TARGET_NOT_REGISTERED)
                        .description("Target is not registered to the target group")
                        .build())
                .build();
    }
}
