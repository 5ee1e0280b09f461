package io.ionroller.deploy.ec2.sweep;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * What a rule does with requests, as far as a sweep must know.
 *
 * @param standard whether it is a listener's default rule
 * @param weights of the target groups that it forwards to, by ARN
 * @param stickiness how long clients stay with a group; zero for not at all
 */
record RuleView(String arn, boolean standard, Map<String, Integer> weights, Duration stickiness) {

    static RuleView of(Rule rule) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        Duration sticky = Duration.ZERO;
        for (Action action : rule.actions()) {
            if (action.targetGroupArn() != null) {
                weights.putIfAbsent(action.targetGroupArn(), 1);
            }
            if (action.forwardConfig() == null) {
                continue;
            }
            // The same group may be named both ways; the configuration has the weight that counts.
            action.forwardConfig()
                    .targetGroups()
                    .forEach(group -> weights.put(group.targetGroupArn(), group.weight() == null ? 1 : group.weight()));
            var stickiness = action.forwardConfig().targetGroupStickinessConfig();
            if (stickiness != null
                    && Boolean.TRUE.equals(stickiness.enabled())
                    && stickiness.durationSeconds() != null) {
                sticky = Duration.ofSeconds(stickiness.durationSeconds());
            }
        }
        return new RuleView(rule.ruleArn(), Boolean.TRUE.equals(rule.isDefault()), weights, sticky);
    }

    /** ARN of the balancer that the rule is of: {@code listener-rule/app/NAME/ID/LISTENER/RULE} is one of {@code loadbalancer/app/NAME/ID}. */
    String balancer() {
        String listener = arn.substring(0, arn.lastIndexOf('/'));
        return listener.substring(0, listener.lastIndexOf('/')).replace(":listener-rule/", ":loadbalancer/");
    }
}
