package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Quotas;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Load balancers, listeners, rules and target groups. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class BalancersTest extends AwsTest {

    private CompletableFuture<ModifyRuleResponse> modify(String ruleArn, List<TargetGroupTuple> tuples) {
        return aws.balancing()
                .modifyRule(request -> request.ruleArn(ruleArn)
                        .actions(action -> action.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(config -> config.targetGroups(tuples))));
    }

    private Rule described(String ruleArn) {
        return aws.balancing()
                .describeRules(request -> request.ruleArns(ruleArn))
                .join()
                .rules()
                .getFirst();
    }

    @Test
    void replacesAllActionsOfARule() {
        String blue = targetGroup("blue");
        String green = targetGroup("green");
        String rule = rule(1, blue).ruleArn();
        modify(rule, List.of(Weights.tuple(999).apply(blue), Weights.tuple(0).apply(green)))
                .join();
        assertThat(described(rule).actions().getFirst().forwardConfig().targetGroups())
                .extracting(TargetGroupTuple::weight)
                .containsExactly(999, 0);
        assertThat(described(rule).conditions()).hasSize(1);
    }

    @Test
    void refusesAWeightOver999() {
        String blue = targetGroup("blue");
        String rule = rule(1, blue).ruleArn();
        assertThat(code(modify(rule, List.of(Weights.tuple(1000).apply(blue))))).isEqualTo("ValidationError");
        assertThat(described(rule)
                        .actions()
                        .getFirst()
                        .forwardConfig()
                        .targetGroups()
                        .getFirst()
                        .weight())
                .isEqualTo(1);
    }

    @Test
    void refusesMoreThanFiveGroupsInAnAction() {
        List<String> groups = IntStream.range(0, 6)
                .mapToObj(index -> targetGroup("g" + index))
                .toList();
        String rule = rule(1, groups.subList(0, 5).toArray(String[]::new)).ruleArn();
        List<TargetGroupTuple> six = groups.stream().map(Weights.tuple(1)).toList();
        assertThat(code(modify(rule, six))).isEqualTo("ValidationError");
    }

    @Test
    void refusesATargetGroupOfAnotherBalancer() {
        String blue = targetGroup("blue");
        rule(1, blue);
        String second = balancer("second").loadBalancerArn();
        assertThat(code(aws.balancing()
                        .createListener(request -> request.loadBalancerArn(second)
                                .protocol("HTTP")
                                .port(80)
                                .defaultActions(action -> action.type("forward").targetGroupArn(blue)))))
                .isEqualTo("TargetGroupAssociationLimit");
    }

    private LoadBalancer balancer(String name) {
        return aws.balancing()
                .createLoadBalancer(request ->
                        request.name(name).subnets(account.subnets()).securityGroups(account.securityGroup()))
                .join()
                .loadBalancers()
                .getFirst();
    }

    @Test
    void refusesABalancerInOneZone() {
        assertThat(code(aws.balancing()
                        .createLoadBalancer(request ->
                                request.name("one").subnets(account.subnets().getFirst()))))
                .isEqualTo("ValidationError");
    }

    @Test
    void provisionsABalancerBeforeItIsActive() {
        assertThat(balancer("second").state().codeAsString()).isEqualTo("provisioning");
        advance(60);
        assertThat(aws.balancing()
                        .describeLoadBalancers(request -> request.names("second"))
                        .join()
                        .loadBalancers()
                        .getFirst()
                        .state()
                        .codeAsString())
                .isEqualTo("active");
    }

    @Test
    void refusesASecondRuleOfTheSamePriority() {
        String blue = targetGroup("blue");
        rule(7, blue);
        assertThat(code(aws.balancing()
                        .createRule(request -> request.listenerArn(account.listenerArn())
                                .priority(7)
                                .conditions(condition -> condition
                                        .field("host-header")
                                        .hostHeaderConfig(config -> config.values("a.example.com")))
                                .actions(action -> action.type("forward").targetGroupArn(blue)))))
                .isEqualTo("PriorityInUse");
    }

    @Test
    void refusesNamesOfMoreThan32Characters() {
        assertThat(code(aws.balancing()
                        .createTargetGroup(request -> request.name("x".repeat(33))
                                .protocol("HTTP")
                                .port(80)
                                .vpcId(account.vpc()))))
                .isEqualTo("ValidationError");
    }

    @Test
    void answersTheSameGroupToTheSameSettings() {
        assertThat(targetGroup("blue")).isEqualTo(targetGroup("blue"));
    }

    @Test
    void refusesTheSameNameWithOtherSettings() {
        targetGroup("blue");
        assertThat(code(aws.balancing()
                        .createTargetGroup(request ->
                                request.name("blue").protocol("HTTP").port(80).vpcId(account.vpc()))))
                .isEqualTo("DuplicateTargetGroupName");
    }

    @Test
    void refusesToDeleteATargetGroupInUse() {
        String blue = targetGroup("blue");
        String rule = rule(1, blue).ruleArn();
        assertThat(code(aws.balancing().deleteTargetGroup(request -> request.targetGroupArn(blue))))
                .isEqualTo("ResourceInUse");
        aws.balancing().deleteRule(request -> request.ruleArn(rule)).join();
        aws.balancing()
                .deleteTargetGroup(request -> request.targetGroupArn(blue))
                .join();
        assertThat(code(aws.balancing().describeTargetGroups(request -> request.targetGroupArns(blue))))
                .isEqualTo("TargetGroupNotFound");
    }

    @Test
    void changesAttributesWithinTheirRanges() {
        String blue = targetGroup("blue");
        aws.balancing()
                .modifyTargetGroupAttributes(request -> request.targetGroupArn(blue)
                        .attributes(attribute -> attribute
                                .key("deregistration_delay.timeout_seconds")
                                .value("20")))
                .join();
        assertThat(aws.balancing()
                        .describeTargetGroupAttributes(request -> request.targetGroupArn(blue))
                        .join()
                        .attributes())
                .anySatisfy(attribute -> {
                    assertThat(attribute.key()).isEqualTo("deregistration_delay.timeout_seconds");
                    assertThat(attribute.value()).isEqualTo("20");
                });
        assertThat(code(aws.balancing()
                        .modifyTargetGroupAttributes(request -> request.targetGroupArn(blue)
                                .attributes(attribute -> attribute
                                        .key("deregistration_delay.timeout_seconds")
                                        .value("3601")))))
                .isEqualTo("ValidationError");
    }

    @Test
    void describesTagsOfAtMost20Resources() {
        List<String> groups = IntStream.range(0, 21)
                .mapToObj(index -> targetGroup("g" + index))
                .toList();
        assertThat(aws.balancing()
                        .describeTags(request -> request.resourceArns(groups.subList(0, 20)))
                        .join()
                        .tagDescriptions())
                .hasSize(20);
        assertThat(code(aws.balancing().describeTags(request -> request.resourceArns(groups))))
                .isEqualTo("ValidationError");
    }

    @Test
    void addsAndRemovesTags() {
        String blue = targetGroup("blue");
        aws.balancing()
                .addTags(request -> request.resourceArns(blue)
                        .tags(
                                tag -> tag.key("service").value("shop"),
                                tag -> tag.key("release").value("7")))
                .join();
        aws.balancing()
                .removeTags(request -> request.resourceArns(blue).tagKeys("release"))
                .join();
        assertThat(aws.balancing()
                        .describeTags(request -> request.resourceArns(blue))
                        .join()
                        .tagDescriptions()
                        .getFirst()
                        .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("service=shop");
    }

    @Test
    void givesAllRulesPageByPage() {
        String blue = targetGroup("blue");
        List<String> made = IntStream.rangeClosed(1, 7)
                .mapToObj(priority -> rule(priority, blue).ruleArn())
                .toList();
        List<String> seen = new ArrayList<>();
        String[] marker = new String[1];
        do {
            DescribeRulesResponse page = aws.balancing()
                    .describeRules(request -> request.listenerArn(account.listenerArn())
                            .pageSize(3)
                            .marker(marker[0]))
                    .join();
            assertThat(page.rules()).hasSizeLessThanOrEqualTo(3);
            page.rules().forEach(rule -> seen.add(rule.ruleArn()));
            marker[0] = page.nextMarker();
        } while (marker[0] != null);
        assertThat(seen).hasSize(8).containsAll(made);
    }

    @Test
    void refusesPagesOutsideOf1To400() {
        Stream.of(0, 401)
                .forEach(size -> assertThat(
                                code(aws.balancing().describeTargetGroups(request -> request.pageSize(size))))
                        .isEqualTo("ValidationError"));
    }

    @Test
    void keepsTheQuotaOfTargetGroups() {
        endpoint.weather().quotas(new Quotas(1, 100, 500, 64));
        targetGroup("blue");
        assertThat(code(aws.balancing()
                        .createTargetGroup(request ->
                                request.name("green").protocol("HTTP").port(80).vpcId(account.vpc()))))
                .isEqualTo("TooManyTargetGroups");
        assertThat(aws.balancing().describeAccountLimits().join().limits())
                .anySatisfy(limit -> assertThat(limit.name() + limit.max()).isEqualTo("target-groups1"));
    }

    @Test
    void changesTheDefaultActionOfAListener() {
        String blue = targetGroup("blue");
        aws.balancing()
                .modifyListener(request -> request.listenerArn(account.listenerArn())
                        .defaultActions(action -> action.type("forward").targetGroupArn(blue)))
                .join();
        assertThat(aws.balancing()
                        .describeRules(request -> request.listenerArn(account.listenerArn()))
                        .join()
                        .rules()
                        .getFirst()
                        .actions()
                        .getFirst()
                        .targetGroupArn())
                .isEqualTo(blue);
    }
}
