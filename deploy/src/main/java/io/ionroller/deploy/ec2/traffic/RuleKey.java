package io.ionroller.deploy.ec2.traffic;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * The rule of a service: one that its settings name, or the one of a listener that has exactly these conditions.
 *
 * @param listener ARN
 * @param rule ARN; absent when it is found by its conditions
 * @param hosts of the host-header condition
 * @param paths of the path-pattern condition
 */
public record RuleKey(String listener, Optional<String> rule, Set<String> hosts, Set<String> paths) {

    private static final String RULE = ":listener-rule/";
    private static final String HOST = "host-header";
    private static final String PATH = "path-pattern";

    public RuleKey {
        hosts = Set.copyOf(hosts);
        paths = Set.copyOf(paths);
    }

    /** A rule by its ARN, which also tells its listener. */
    public static RuleKey of(String arn) {
        String listener = arn.substring(0, arn.lastIndexOf('/')).replace(RULE, ":listener/");
        return new RuleKey(listener, Optional.of(arn), Set.of(), Set.of());
    }

    /** The rule of a listener for these hosts and paths; at least one of both is not empty. */
    public static RuleKey of(String listener, List<String> hosts, List<String> paths) {
        return new RuleKey(listener, Optional.empty(), new HashSet<>(hosts), new HashSet<>(paths));
    }

    boolean isOf(Rule found) {
        return rule.map(arn -> arn.equals(found.ruleArn()))
                .orElseGet(() -> values(found, HOST).equals(hosts)
                        && values(found, PATH).equals(paths)
                        && found.conditions().size() == (hosts.isEmpty() ? 0 : 1) + (paths.isEmpty() ? 0 : 1));
    }

    List<RuleCondition> conditions() {
        List<RuleCondition> conditions = new java.util.ArrayList<>();
        if (!hosts.isEmpty()) {
            conditions.add(RuleCondition.builder()
                    .field(HOST)
                    .hostHeaderConfig(
                            config -> config.values(hosts.stream().sorted().toList()))
                    .build());
        }
        if (!paths.isEmpty()) {
            conditions.add(RuleCondition.builder()
                    .field(PATH)
                    .pathPatternConfig(
                            config -> config.values(paths.stream().sorted().toList()))
                    .build());
        }
        return conditions;
    }

    private static Set<String> values(Rule rule, String field) {
        Set<String> values = new HashSet<>();
        for (RuleCondition condition : rule.conditions()) {
            if (field.equals(condition.field())) {
                values.addAll(condition.values());
                if (condition.hostHeaderConfig() != null) {
                    values.addAll(condition.hostHeaderConfig().values());
                }
                if (condition.pathPatternConfig() != null) {
                    values.addAll(condition.pathPatternConfig().values());
                }
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return rule.orElseGet(() -> "the rule of " + listener + " for hosts " + hosts + " and paths " + paths);
    }
}
