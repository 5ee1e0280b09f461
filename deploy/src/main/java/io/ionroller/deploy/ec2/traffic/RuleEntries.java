package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Takes target groups that no environment has any more out of rules. All else in the rule stays as it is. Thread-safe. */
final class RuleEntries {

    private final AwsRegion region;

    RuleEntries(AwsRegion region) {
        this.region = region;
    }

    /**
     * Takes one out, if no traffic comes by it now; otherwise fails as SUPERSEDED.
     *
     * @return whether the rule is gone
     */
    CompletionStage<Boolean> remove(String ruleArn, String groupArn, RuleKind kind, Lane lane) {
        return region.readBalancing(
                        lane, "DescribeRules", client -> client.describeRules(request -> request.ruleArns(ruleArn)))
                .thenCompose(found -> {
                    Rule rule = found.rules().stream().findFirst().orElse(null);
                    if (rule == null) {
                        return CompletableFuture.completedStage(true);
                    }
                    if (kind != RuleKind.TEST) {
                        refuseUsed(rule, groupArn);
                    }
                    List<Action> next = without(rule, groupArn);
                    return kind != RuleKind.GIVEN && next.stream().noneMatch(RuleEntries::forwards)
                            ? delete(ruleArn, lane)
                            : change(ruleArn, next, lane);
                })
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "RuleNotFound")
                        ? CompletableFuture.completedStage(true)
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<Boolean> delete(String ruleArn, Lane lane) {
        return region.changeBalancing(
                        lane, "DeleteRule", client -> client.deleteRule(request -> request.ruleArn(ruleArn)))
                .thenApply(done -> true);
    }

    private CompletionStage<Boolean> change(String ruleArn, List<Action> actions, Lane lane) {
        return region.changeBalancing(
                        lane,
                        "ModifyRule",
                        client -> client.modifyRule(
                                request -> request.ruleArn(ruleArn).actions(actions)))
                .thenApply(done -> false);
    }

    private static boolean forwards(Action action) {
        return action.type() == ActionTypeEnum.FORWARD;
    }

    private static void refuseUsed(Rule rule, String groupArn) {
        rule.actions().stream()
                .filter(RuleEntries::forwards)
                .flatMap(action -> Forward.groupsOf(action).stream())
                .filter(group -> group.targetGroupArn().equals(groupArn) && Forward.weight(group) > 0)
                .findFirst()
                .ifPresent(used -> {
                    throw new PlatformException(
                            Kind.SUPERSEDED, groupArn + " has weight " + Forward.weight(used) + " again");
                });
    }

    private static List<Action> without(Rule rule, String groupArn) {
        List<Action> next = new ArrayList<>();
        for (Action action : rule.actions()) {
            next.add(forwards(action) ? without(action, groupArn) : action);
        }
        return next;
    }

    private static Action without(Action action, String groupArn) {
        List<TargetGroupTuple> stay = new ArrayList<>();
        for (TargetGroupTuple group : Forward.groupsOf(action)) {
            if (!group.targetGroupArn().equals(groupArn)) {
                stay.add(group);
            }
        }
        if (stay.isEmpty()) {
            return Action.builder()
                    .type(ActionTypeEnum.FIXED_RESPONSE)
                    .order(action.order())
                    .fixedResponseConfig(config -> config.statusCode("503"))
                    .build();
        }
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(action.order())
                .forwardConfig(config -> config.targetGroups(stay)
                        .targetGroupStickinessConfig(
                                action.forwardConfig() == null
                                        ? null
                                        : action.forwardConfig().targetGroupStickinessConfig()))
                .build();
    }
}
