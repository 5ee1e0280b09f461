package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** ELBv2's actions on rules. */
final class RuleActions {

    /** Not counting default rules. Source: "Quotas for your Application Load Balancers". */
    static final int MOST_RULES = 100;

    private static final Set<String> FIELDS =
            Set.of("host-header", "path-pattern", "http-header", "http-request-method", "query-string", "source-ip");

    private RuleActions() {}

    static void addTo(Actions actions) {
        actions.on(CreateRuleRequest.class, RuleActions::create)
                .on(DescribeRulesRequest.class, RuleActions::describe)
                .on(ModifyRuleRequest.class, RuleActions::modify)
                .on(DeleteRuleRequest.class, RuleActions::delete);
    }

    private static SdkPojo create(Call call, CreateRuleRequest request) {
        Balancing balancing = call.region().balancing();
        String listener = balancing.listener(request.listenerArn()).listenerArn();
        List<Rule> rules = balancing.rulesOf(listener);
        String priority = Integer.toString(request.priority());
        if (rules.stream().anyMatch(rule -> rule.priority().equals(priority))) {
            throw new Refusal("PriorityInUse", "Priority '" + priority + "' is currently in use");
        }
        String balancer = Balancing.balancerOf(listener);
        long count = balancing.rules.all().stream()
                .filter(rule -> !rule.isDefault())
                .filter(rule -> Balancing.balancerOf(Balancing.listenerOf(rule.ruleArn()))
                        .equals(balancer))
                .count();
        if (count >= call.cloud().weather().quotas().rulesPerBalancer()) {
            throw new Refusal("TooManyRules", "The maximum number of rules on the load balancer has been reached");
        }
        checkConditions(request.conditions());
        Rule rule = Rule.builder()
                .ruleArn(listener.replace(":listener/", ":listener-rule/") + "/"
                        + call.cloud().ids().hex(16))
                .priority(priority)
                .conditions(request.conditions())
                .actions(Forwards.checked(balancing, balancer, request.actions()))
                .isDefault(false)
                .build();
        balancing.putRule(rule);
        balancing.tags.put(rule.ruleArn(), List.copyOf(request.tags()));
        return CreateRuleResponse.builder().rules(rule).build();
    }

    private static void checkConditions(List<RuleCondition> conditions) {
        if (conditions.isEmpty()) {
            throw new Refusal("ValidationError", "A condition must be specified");
        }
        for (RuleCondition condition : conditions) {
            if (condition.field() == null || !FIELDS.contains(condition.field())) {
                throw new Refusal(
                        "ValidationError",
                        "Condition field '" + condition.field() + "' must be one of '" + FIELDS + "'");
            }
        }
    }

    private static SdkPojo describe(Call call, DescribeRulesRequest request) {
        Balancing balancing = call.region().balancing();
        boolean byListener = request.listenerArn() != null;
        if (byListener == !request.ruleArns().isEmpty()) {
            throw new Refusal("ValidationError", "You must specify either a listener ARN or rule ARNs");
        }
        if (byListener && balancing.listeners.get(request.listenerArn(), call).isEmpty()) {
            throw Balancing.notFound("Listener", "Listener", request.listenerArn());
        }
        List<Rule> all = byListener
                ? balancing.rules.all(call).stream()
                        .filter(rule -> Balancing.listenerOf(rule.ruleArn()).equals(request.listenerArn()))
                        .sorted(Comparator.comparingInt(RuleActions::order))
                        .toList()
                : request.ruleArns().stream()
                        .map(arn -> balancing
                                .rules
                                .get(arn, call)
                                .orElseThrow(() -> Balancing.notFound("Rule", "Rule", arn)))
                        .toList();
        Page<Rule> page = Page.of(
                all,
                new Page.Wish(request.marker(), request.pageSize(), BalancerActions.PAGE),
                Rule::ruleArn,
                "ValidationError");
        return DescribeRulesResponse.builder()
                .rules(page.items())
                .nextMarker(page.next())
                .build();
    }

    private static int order(Rule rule) {
        return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
    }

    /** Source: API_ModifyRule: what is not given stays, lists are replaced whole. */
    private static SdkPojo modify(Call call, ModifyRuleRequest request) {
        Balancing balancing = call.region().balancing();
        Rule old = balancing.rule(request.ruleArn());
        if (old.isDefault()) {
            throw new Refusal("OperationNotPermitted", "Default rule '" + old.ruleArn() + "' cannot be modified");
        }
        Rule.Builder changed = old.toBuilder();
        if (request.hasConditions()) {
            checkConditions(request.conditions());
            changed.conditions(request.conditions());
        }
        if (request.hasActions()) {
            String balancer = Balancing.balancerOf(Balancing.listenerOf(old.ruleArn()));
            changed.actions(Forwards.checked(balancing, balancer, request.actions()));
        }
        balancing.putRule(changed.build());
        return ModifyRuleResponse.builder().rules(changed.build()).build();
    }

    private static SdkPojo delete(Call call, DeleteRuleRequest request) {
        Balancing balancing = call.region().balancing();
        if (balancing.rule(request.ruleArn()).isDefault()) {
            throw new Refusal("OperationNotPermitted", "Default rule '" + request.ruleArn() + "' cannot be deleted");
        }
        balancing.removeRule(request.ruleArn());
        return DeleteRuleResponse.builder().build();
    }
}
