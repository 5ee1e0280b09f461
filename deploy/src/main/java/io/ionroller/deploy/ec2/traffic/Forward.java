package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * What a rule does with requests: the target groups that it forwards to, with AWS's relative weights, and the actions that go
 * before (such as a login), which stay as they are.
 *
 * @param groups by ARN, in the order of the rule; empty where the rule does something else than forward
 * @param before the actions before the last
 */
record Forward(SequencedMap<String, Integer> groups, List<Action> before) {

    /** Of AWS, not adjustable: "limits for your Application Load Balancers", target groups per action. */
    static final int MOST_GROUPS = 5;

    /** Of a rule that is not there. */
    static final Forward NONE = new Forward(new LinkedHashMap<>(), List.of());

    Forward {
        groups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(groups));
        before = List.copyOf(before);
    }

    static Forward of(Rule rule) {
        SequencedMap<String, Integer> groups = new LinkedHashMap<>();
        List<Action> before = new ArrayList<>();
        for (Action action : rule.actions()) {
            if (action.type() == ActionTypeEnum.FORWARD) {
                groupsOf(action).forEach(group -> groups.put(group.targetGroupArn(), weight(group)));
            } else if (action.type() == ActionTypeEnum.AUTHENTICATE_COGNITO
                    || action.type() == ActionTypeEnum.AUTHENTICATE_OIDC) {
                before.add(action);
            }
        }
        return new Forward(groups, before);
    }

    static List<TargetGroupTuple> groupsOf(Action action) {
        if (action.forwardConfig() != null && action.forwardConfig().hasTargetGroups()) {
            return action.forwardConfig().targetGroups();
        }
        if (action.targetGroupArn() == null) {
            // None would mean that it gets no traffic, which nobody knows.
            throw new PlatformException(
                    PlatformException.Kind.RETRYABLE, "DescribeRules told a forward action without its target groups");
        }
        return List.of(TargetGroupTuple.builder()
                .targetGroupArn(action.targetGroupArn())
                .weight(1)
                .build());
    }

    /** A single group may come without a weight; it has everything then. */
    static int weight(TargetGroupTuple group) {
        return group.weight() == null ? 1 : group.weight();
    }

    /** The same with these weights, and 0 for every other group that it had. */
    Forward weighing(Map<String, Integer> weights) {
        SequencedMap<String, Integer> next = new LinkedHashMap<>();
        groups.forEach((arn, weight) -> next.put(arn, 0));
        next.putAll(weights);
        return new Forward(next, before);
    }

    /** The same with one more group, at weight 0, if it has it not yet. */
    Forward with(String arn) {
        SequencedMap<String, Integer> next = new LinkedHashMap<>(groups);
        next.putIfAbsent(arn, 0);
        return new Forward(next, before);
    }

    Forward without(String arn) {
        SequencedMap<String, Integer> next = new LinkedHashMap<>(groups);
        next.remove(arn);
        return new Forward(next, before);
    }

    /** The ARN of a target group by its name. */
    Optional<String> groupNamed(String name) {
        return groups.keySet().stream()
                .filter(arn -> TargetGroupArn.nameOf(arn).equals(name))
                .findFirst();
    }

    /** The group with the most weight. */
    Optional<String> heaviest() {
        return groups.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** Of all weights; 0 where nothing gets any traffic. */
    int total() {
        return groups.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What part of all requests a group gets, with those of groups that are not ours in the whole. */
    Weight share(String arn) {
        return Shares.share(groups.getOrDefault(arn, 0), total());
    }

    /**
     * All actions of the rule, as AWS wants them.
     *
     * @param stickiness how long a client stays with its group; absent for not at all
     * @throws PlatformException TERMINAL if there would be more groups than an action can have
     */
    List<Action> actions(Optional<Integer> stickiness) {
        if (groups.size() > MOST_GROUPS) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "the rule would have " + groups.size() + " target groups, an action can have " + MOST_GROUPS
                            + "; drop an unused environment first: " + groups.keySet());
        }
        List<Action> all = new ArrayList<>(before);
        all.add(Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(before.isEmpty() ? null : before.size() + 1)
                .forwardConfig(ForwardActionConfig.builder()
                        .targetGroups(groups.entrySet().stream()
                                .map(group -> TargetGroupTuple.builder()
                                        .targetGroupArn(group.getKey())
                                        .weight(group.getValue())
                                        .build())
                                .toList())
                        .targetGroupStickinessConfig(sticky(stickiness))
                        .build())
                .build());
        return all;
    }

    private static TargetGroupStickinessConfig sticky(Optional<Integer> stickiness) {
        return TargetGroupStickinessConfig.builder()
                .enabled(stickiness.isPresent())
                .durationSeconds(stickiness.orElse(null))
                .build();
    }
}
