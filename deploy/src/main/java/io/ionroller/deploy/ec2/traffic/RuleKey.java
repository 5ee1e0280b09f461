package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.settings.TestRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * A rule of a service: one that its settings name, or the one of a listener that has exactly these conditions.
 *
 * @param listener ARN
 * @param rule ARN; absent when it is found by its conditions
 * @param hosts of the host-header condition
 * @param paths of the path-pattern condition
 * @param header of the http-header condition
 */
public record RuleKey(
        String listener,
        Optional<String> rule,
        Set<String> hosts,
        Set<String> paths,
        Optional<TestRule.Header> header) {

    private static final String RULE = ":listener-rule/";
    private static final String HOST = "host-header";
    private static final String PATH = "path-pattern";
    private static final String HEADER = "http-header";

    public RuleKey {
        hosts = Set.copyOf(hosts);
        paths = Set.copyOf(paths);
    }

    /** A rule by its ARN, which also tells its listener. */
    public static RuleKey of(String arn) {
        String listener = arn.substring(0, arn.lastIndexOf('/')).replace(RULE, ":listener/");
        return new RuleKey(listener, Optional.of(arn), Set.of(), Set.of(), Optional.empty());
    }

    /** The rule of a listener for these hosts and paths; at least one of both is not empty. */
    public static RuleKey of(String listener, List<String> hosts, List<String> paths) {
        return new RuleKey(listener, Optional.empty(), new HashSet<>(hosts), new HashSet<>(paths), Optional.empty());
    }

    /**
     * The rule for test requests beside this one, which takes the same hosts and paths.
     *
     * @param main this rule as it was read, where its conditions are not known otherwise
     * @return empty when this rule has conditions of other kinds
     */
    Optional<RuleKey> tested(Optional<Rule> main, String testListener, Optional<TestRule.Header> withHeader) {
        if (rule.isEmpty()) {
            return Optional.of(new RuleKey(testListener, Optional.empty(), hosts, paths, withHeader));
        }
        return main.filter(found -> found.conditions().stream()
                        .allMatch(condition -> HOST.equals(condition.field()) || PATH.equals(condition.field())))
                .map(found -> new RuleKey(
                        testListener, Optional.empty(), values(found, HOST), values(found, PATH), withHeader));
    }

    boolean isOf(Rule found) {
        return rule.map(arn -> arn.equals(found.ruleArn()))
                .orElseGet(() -> values(found, HOST).equals(hosts)
                        && values(found, PATH).equals(paths)
                        && header.map(one -> hasHeader(found, one)).orElse(true)
                        && found.conditions().size()
                                == (hosts.isEmpty() ? 0 : 1) + (paths.isEmpty() ? 0 : 1) + (header.isEmpty() ? 0 : 1));
    }

    private static boolean hasHeader(Rule found, TestRule.Header header) {
        return found.conditions().stream()
                .map(RuleCondition::httpHeaderConfig)
                .anyMatch(config -> config != null
                        && config.httpHeaderName().equalsIgnoreCase(header.name())
                        && config.values().equals(List.of(header.value())));
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
        header.ifPresent(one -> conditions.add(RuleCondition.builder()
                .field(HEADER)
                .httpHeaderConfig(config -> config.httpHeaderName(one.name()).values(one.value()))
                .build()));
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
        return rule.orElseGet(() -> "the rule of " + listener + " for hosts " + hosts + " and paths " + paths
                + header.map(one -> " and the header " + one.name() + ": " + one.value())
                        .orElse(""));
    }
}
