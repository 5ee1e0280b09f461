package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.template.OwnerTags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that was read to judge the leftovers of a place.
 *
 * @param targetGroups ARNs of all that exist
 * @param rules all rules by which requests may reach a leftover, and those of the configured listeners
 * @param ruleTags tags of the rules that are ours, by ARN
 * @param aliases records that lead to balancers, by the balancer's DNS name, as {@code NAME with weight WEIGHT}
 * @param delays how long requests may still come after the weight became 0, by ARN of the target group
 * @param requests of the last minutes by ARN of the target group; without an entry where that is not known
 * @param activeTargets a sentence on a target that is in use, by ARN of a target group that is in no rule
 * @param shared the targets of groups that services share, by id of the instance
 * @param at when the reading of the rules began
 */
record Scene(
        Set<String> targetGroups,
        List<RuleView> rules,
        Map<String, Map<String, String>> ruleTags,
        Map<String, String> aliases,
        Map<String, Duration> delays,
        Map<String, Double> requests,
        Map<String, Optional<String>> activeTargets,
        Map<String, SharedTarget> shared,
        Instant at) {

    /**
     * An instance that is, or was lately, a target.
     *
     * @param targetGroup ARN
     * @param draining whether it only ends its requests
     */
    record SharedTarget(String targetGroup, boolean draining) {}

    /** Whether a rule is one of ours for test requests, which are no traffic. */
    boolean takesTests(RuleView rule) {
        return OwnerTags.TEST.equals(ruleTags.getOrDefault(rule.arn(), Map.of()).get(OwnerTags.RULE));
    }

    /** The rules that name a target group, at whatever weight. */
    List<RuleView> naming(String targetGroup) {
        return rules.stream()
                .filter(rule -> rule.weights().containsKey(targetGroup))
                .toList();
    }
}
