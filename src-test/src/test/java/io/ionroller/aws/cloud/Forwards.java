package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * What may stand in the actions of a listener or rule, and the form in which they are described.
 *
 * <p>Sources: API_TargetGroupTuple (weight 0-999), API_TargetGroupStickinessConfig (1-604800 s), "Quotas for your Application
 * Load Balancers" (5 target groups per action), API_TargetGroup (one load balancer only).
 */
final class Forwards {

    static final int MOST_GROUPS = 5;
    private static final int HEAVIEST = 999;
    private static final int LONGEST_STICKINESS = 604_800;

    private Forwards() {}

    static List<Action> checked(Balancing balancing, String balancerArn, List<Action> actions) {
        if (actions.isEmpty()) {
            throw new Refusal("ValidationError", "At least one action must be specified");
        }
        List<Action> checked = new ArrayList<>();
        for (Action action : actions) {
            checked.add(action.type() == ActionTypeEnum.FORWARD ? forward(balancing, balancerArn, action) : action);
        }
        long last = actions.stream()
                .filter(action -> action.type() == ActionTypeEnum.FORWARD
                        || action.type() == ActionTypeEnum.FIXED_RESPONSE
                        || action.type() == ActionTypeEnum.REDIRECT)
                .count();
        if (last != 1) {
            throw new Refusal(
                    "ValidationError", "Exactly one action must be of type forward, fixed-response or redirect");
        }
        return checked;
    }

    private static Action forward(Balancing balancing, String balancerArn, Action action) {
        List<TargetGroupTuple> tuples = tuples(action);
        if (tuples.isEmpty()) {
            throw new Refusal("ValidationError", "A target group must be specified for an action of type forward");
        }
        if (tuples.size() > MOST_GROUPS) {
            throw new Refusal("ValidationError", "An action may forward to at most " + MOST_GROUPS + " target groups");
        }
        if (tuples.stream().map(TargetGroupTuple::targetGroupArn).distinct().count() < tuples.size()) {
            throw new Refusal("ValidationError", "A target group may be given only once in an action");
        }
        tuples.forEach(tuple -> check(balancing, balancerArn, tuple));
        ForwardActionConfig config = ForwardActionConfig.builder()
                .targetGroups(tuples)
                .targetGroupStickinessConfig(stickiness(action))
                .build();
        return action.toBuilder()
                .targetGroupArn(tuples.size() == 1 ? tuples.getFirst().targetGroupArn() : null)
                .forwardConfig(config)
                .build();
    }

    private static List<TargetGroupTuple> tuples(Action action) {
        List<TargetGroupTuple> given = action.forwardConfig() == null
                ? List.of()
                : action.forwardConfig().targetGroups();
        if (given.isEmpty() && action.targetGroupArn() != null) {
            return List.of(TargetGroupTuple.builder()
                    .targetGroupArn(action.targetGroupArn())
                    .weight(1)
                    .build());
        }
        if (action.targetGroupArn() != null
                && !(given.size() == 1 && Objects.equals(given.getFirst().targetGroupArn(), action.targetGroupArn()))) {
            throw new Refusal(
                    "ValidationError",
                    "You cannot specify both TargetGroupArn and a ForwardConfig that differs from it");
        }
        return given.stream()
                .map(tuple ->
                        tuple.weight() == null ? tuple.toBuilder().weight(1).build() : tuple)
                .toList();
    }

    private static void check(Balancing balancing, String balancerArn, TargetGroupTuple tuple) {
        if (tuple.weight() < 0 || tuple.weight() > HEAVIEST) {
            throw new Refusal(
                    "ValidationError",
                    "Weight '" + tuple.weight() + "' must be between 0 and " + HEAVIEST + " inclusive");
        }
        if (tuple.targetGroupArn() == null) {
            throw new Refusal("ValidationError", "A target group ARN must be specified");
        }
        boolean elsewhere = !balancing.targetGroup(tuple.targetGroupArn()).loadBalancerArns().stream()
                .allMatch(balancerArn::equals);
        if (elsewhere) {
            throw new Refusal(
                    "TargetGroupAssociationLimit",
                    "The following target groups cannot be associated with more than one load balancer: "
                            + tuple.targetGroupArn());
        }
    }

    private static TargetGroupStickinessConfig stickiness(Action action) {
        TargetGroupStickinessConfig config =
                action.forwardConfig() == null ? null : action.forwardConfig().targetGroupStickinessConfig();
        if (config == null || !Boolean.TRUE.equals(config.enabled())) {
            return TargetGroupStickinessConfig.builder().enabled(false).build();
        }
        Integer seconds = config.durationSeconds();
        if (seconds == null || seconds < 1 || seconds > LONGEST_STICKINESS) {
            throw new Refusal(
                    "ValidationError",
                    "Target group stickiness duration must be between 1 and " + LONGEST_STICKINESS + " seconds");
        }
        return config;
    }
}
