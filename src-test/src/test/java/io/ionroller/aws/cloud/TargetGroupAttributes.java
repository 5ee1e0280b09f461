package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** The attributes of target groups. Names, ranges and defaults: API_TargetGroupAttribute. */
final class TargetGroupAttributes {

    static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
    private static final int LONGEST_STICKINESS = 604_800;

    /** What a value may be, and what it is by default. */
    private record Known(String usual, Predicate<String> range) {}

    private static final Map<String, Known> KNOWN = Map.ofEntries(
            Map.entry(DEREGISTRATION_DELAY, new Known("300", value -> isWithin(value, 0, 3600))),
            Map.entry(
                    "slow_start.duration_seconds",
                    new Known("0", value -> value.equals("0") || isWithin(value, 30, 900))),
            Map.entry("stickiness.enabled", oneOf("false", "true")),
            Map.entry("stickiness.type", oneOf("lb_cookie", "app_cookie")),
            Map.entry(
                    "stickiness.lb_cookie.duration_seconds",
                    new Known("86400", value -> isWithin(value, 1, LONGEST_STICKINESS))),
            Map.entry(
                    "stickiness.app_cookie.duration_seconds",
                    new Known("86400", value -> isWithin(value, 1, LONGEST_STICKINESS))),
            Map.entry("stickiness.app_cookie.cookie_name", new Known("", value -> !value.startsWith("AWSALB"))),
            Map.entry(
                    "load_balancing.algorithm.type",
                    oneOf("round_robin", "least_outstanding_requests", "weighted_random")),
            Map.entry("load_balancing.algorithm.anomaly_mitigation", oneOf("off", "on")),
            Map.entry("load_balancing.cross_zone.enabled", oneOf("use_load_balancer_configuration", "true", "false")),
            Map.entry(
                    "target_group_health.dns_failover.minimum_healthy_targets.count",
                    new Known("1", value -> value.equals("off") || isWithin(value, 1, 1000))),
            Map.entry(
                    "target_group_health.dns_failover.minimum_healthy_targets.percentage",
                    new Known("off", value -> value.equals("off") || isWithin(value, 1, 100))),
            Map.entry(
                    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
                    new Known("1", value -> isWithin(value, 1, 1000))),
            Map.entry(
                    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                    new Known("off", value -> value.equals("off") || isWithin(value, 1, 100))));

    static final Map<String, String> DEFAULTS = KNOWN.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> entry.getValue().usual()));

    private TargetGroupAttributes() {}

    static void addTo(Actions actions) {
        actions.on(DescribeTargetGroupAttributesRequest.class, TargetGroupAttributes::describe)
                .on(ModifyTargetGroupAttributesRequest.class, TargetGroupAttributes::modify);
    }

    static Duration deregistrationDelay(Balancing balancing, String arn) {
        Map<String, String> attributes = balancing.attributes.get(arn).orElse(DEFAULTS);
        return Duration.ofSeconds(Long.parseLong(attributes.get(DEREGISTRATION_DELAY)));
    }

    private static Known oneOf(String usual, String... others) {
        return new Known(usual, value -> value.equals(usual) || List.of(others).contains(value));
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
            Known known = KNOWN.get(String.valueOf(attribute.key()));
            if (known == null) {
                throw new Refusal(
                        "ValidationError", "Target group attribute key '" + attribute.key() + "' is not recognized");
            }
            if (!known.range().test(value)) {
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
