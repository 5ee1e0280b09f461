package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** The attributes of target groups. Names, ranges and defaults: API_TargetGroupAttribute. */
final class TargetGroupAttributes {

    static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";

    static final Map<String, String> DEFAULTS = Map.of(
            DEREGISTRATION_DELAY,
            "300",
            "slow_start.duration_seconds",
            "0",
            "stickiness.enabled",
            "false",
            "stickiness.type",
            "lb_cookie",
            "stickiness.lb_cookie.duration_seconds",
            "86400",
            "load_balancing.algorithm.type",
            "round_robin",
            "load_balancing.algorithm.anomaly_mitigation",
            "off",
            "load_balancing.cross_zone.enabled",
            "use_load_balancer_configuration");

    private static final Map<String, Predicate<String>> RANGES = Map.of(
            DEREGISTRATION_DELAY,
            value -> isWithin(value, 0, 3600),
            "slow_start.duration_seconds",
            value -> value.equals("0") || isWithin(value, 30, 900),
            "stickiness.enabled",
            value -> value.matches("true|false"),
            "stickiness.type",
            value -> value.matches("lb_cookie|app_cookie"),
            "stickiness.lb_cookie.duration_seconds",
            value -> isWithin(value, 1, 604_800),
            "load_balancing.algorithm.type",
            value -> value.matches("round_robin|least_outstanding_requests|weighted_random"),
            "load_balancing.algorithm.anomaly_mitigation",
            value -> value.matches("on|off"),
            "load_balancing.cross_zone.enabled",
            value -> value.matches("true|false|use_load_balancer_configuration"));

    private TargetGroupAttributes() {}

    static void addTo(Actions actions) {
        actions.on(DescribeTargetGroupAttributesRequest.class, TargetGroupAttributes::describe)
                .on(ModifyTargetGroupAttributesRequest.class, TargetGroupAttributes::modify);
    }

    static Duration deregistrationDelay(Balancing balancing, String arn) {
        Map<String, String> attributes = balancing.attributes.get(arn).orElse(DEFAULTS);
        return Duration.ofSeconds(Long.parseLong(attributes.get(DEREGISTRATION_DELAY)));
    }

    private static boolean isWithin(String value, int min, int max) {
        return value.matches("\\d{1,9}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
    }

    private static SdkPojo describe(Call call, DescribeTargetGroupAttributesRequest request) {
        Map<String, String> attributes = call.region()
                .balancing()
                .attributes
                .get(request.targetGroupArn(), call)
                .orElseThrow(() -> Balancing.notFound("TargetGroup", "Target group", request.targetGroupArn()));
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(shown(attributes))
                .build();
    }

    private static List<TargetGroupAttribute> shown(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(entry -> TargetGroupAttribute.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    private static SdkPojo modify(Call call, ModifyTargetGroupAttributesRequest request) {
        Balancing balancing = call.region().balancing();
        String arn = balancing.targetGroup(request.targetGroupArn()).targetGroupArn();
        Map<String, String> attributes =
                new TreeMap<>(balancing.attributes.get(arn).orElse(DEFAULTS));
        for (TargetGroupAttribute attribute : request.attributes()) {
            String value = String.valueOf(attribute.value());
            Predicate<String> range = RANGES.get(String.valueOf(attribute.key()));
            if (range == null) {
                throw new Refusal(
                        "ValidationError", "Target group attribute key '" + attribute.key() + "' is not recognized");
            }
            if (!range.test(value)) {
                throw new Refusal(
                        "ValidationError", "'" + attribute.key() + "' may not have the value '" + value + "'");
            }
            attributes.put(attribute.key(), value);
        }
        balancing.attributes.put(arn, Map.copyOf(attributes));
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(shown(attributes))
                .build();
    }
}
