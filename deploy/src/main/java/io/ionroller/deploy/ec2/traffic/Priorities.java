package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.platform.PlatformException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** Chooses priorities of new rules of a listener; the rule with the lowest number is looked at first. */
final class Priorities {

    private Priorities() {}

    /** One above the highest: an existing rule keeps its precedence. */
    static int last(List<Rule> all) {
        return 1 + taken(all).stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The same with a free one before it, for the rule that takes test requests. */
    static int lastButOne(List<Rule> all) {
        return last(all) + 1;
    }

    /**
     * The highest free one before a rule's.
     *
     * @throws PlatformException TERMINAL if there is none
     */
    static int before(RuleKey key, List<Rule> all) {
        int limit = all.stream()
                .filter(key::isOf)
                .map(Rule::priority)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(1);
        Set<Integer> taken = taken(all);
        for (int priority = limit - 1; priority >= 1; priority--) {
            if (!taken.contains(priority)) {
                return priority;
            }
        }
        throw new PlatformException(
                PlatformException.Kind.TERMINAL, "no priority is free before " + limit + ", which is that of " + key);
    }

    private static Set<Integer> taken(List<Rule> all) {
        return all.stream()
                .map(Rule::priority)
                .filter(priority -> !"default".equals(priority))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }
}
