package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.BalancerHealthCheck;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The requests that make an environment's target group. */
final class TargetGroupRequests {

    private TargetGroupRequests() {}

    static CreateTargetGroupRequest create(EnvironmentRequests requests) {
        Ec2Settings settings = requests.settings();
        BalancerHealthCheck check =
                BalancerHealthCheck.healthCheckFor(requests.spec().healthCheck());
        String protocol = settings.traffic().protocol();
        return CreateTargetGroupRequest.builder()
                .name(requests.names().targetGroup())
                .targetType(TargetTypeEnum.INSTANCE)
                .protocol(protocol)
                .port(settings.container().trafficPort())
                .vpcId(settings.network().vpc())
                .healthCheckEnabled(true)
                .healthCheckProtocol(protocol)
                .healthCheckPort("traffic-port")
                .healthCheckPath(check.path())
                .healthCheckIntervalSeconds((int) check.interval().toSeconds())
                .healthCheckTimeoutSeconds((int) check.timeout().toSeconds())
                .healthyThresholdCount(check.healthyThreshold())
                .unhealthyThresholdCount(check.unhealthyThreshold())
                // What the engine's health check counts as healthy; AWS's own default is 200 alone.
                .matcher(matcher -> matcher.httpCode("200-399"))
                .tags(requests.balancingTags())
                .build();
    }

    static Optional<ModifyTargetGroupAttributesRequest> attributes(Ec2Settings settings, String targetGroupArn) {
        Traffic traffic = settings.traffic();
        List<TargetGroupAttribute> attributes = new ArrayList<>();
        if (!traffic.deregistrationDelay().equals(Traffic.STANDARD_DEREGISTRATION_DELAY)) {
            attributes.add(attribute("deregistration_delay.timeout_seconds", traffic.deregistrationDelay()));
        }
        if (!traffic.slowStart().isZero()) {
            attributes.add(attribute("slow_start.duration_seconds", traffic.slowStart()));
        }
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(ModifyTargetGroupAttributesRequest.builder()
                        .targetGroupArn(targetGroupArn)
                        .attributes(attributes)
                        .build());
    }

    private static TargetGroupAttribute attribute(String key, Duration value) {
        return TargetGroupAttribute.builder()
                .key(key)
                .value(Long.toString(value.toSeconds()))
                .build();
    }
}
