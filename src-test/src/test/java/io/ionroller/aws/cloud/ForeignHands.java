package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What others do to the cloud, past its API: people at the console, failing hardware, users who send requests. */
public final class ForeignHands {

    private static final Pattern ARN = Pattern.compile("arn:aws:[a-z]+:([a-z0-9-]+):(\\d{12}):.*");

    private final Cloud cloud;

    public ForeignHands(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Changes the weights of a rule's target groups; by ARN. Groups that are not named keep theirs. */
    public void weights(String ruleArn, Map<String, Integer> weights) {
        cloud.alone(() -> {
            Balancing balancing = regionOf(ruleArn).balancing();
            Rule rule = balancing.rule(ruleArn);
            List<Action> actions = rule.actions().stream()
                    .map(action -> action.forwardConfig() == null ? action : weighed(action, weights))
                    .toList();
            balancing.putRule(rule.toBuilder().actions(actions).build());
            return true;
        });
    }

    private static Action weighed(Action action, Map<String, Integer> weights) {
        List<TargetGroupTuple> tuples = action.forwardConfig().targetGroups().stream()
                .map(tuple -> tuple.toBuilder()
                        .weight(weights.getOrDefault(tuple.targetGroupArn(), tuple.weight()))
                        .build())
                .toList();
        return action.toBuilder()
                .forwardConfig(
                        action.forwardConfig().toBuilder().targetGroups(tuples).build())
                .build();
    }

    /** Terminates an instance. */
    public void kill(String instanceId) {
        cloud.alone(() -> {
            regionWith(instanceId).machines().terminate(instanceId);
            return true;
        });
    }

    /** An instance's software ceases to answer health checks, or begins to again. */
    public void answers(String instanceId, boolean well) {
        cloud.alone(() -> {
            regionWith(instanceId).machines().answer(instanceId, well);
            return true;
        });
    }

    /** From now on so many requests flow through a rule. */
    public void traffic(String ruleArn, double perSecond) {
        cloud.alone(() -> {
            regionOf(ruleArn).traffic().flow(ruleArn, perSecond);
            return true;
        });
    }

    /** From now on this share of a target group's requests fails with 5xx. */
    public void errors(String targetGroupArn, double share) {
        cloud.alone(() -> {
            regionOf(targetGroupArn).traffic().errors(targetGroupArn, share);
            return true;
        });
    }

    private Region regionOf(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new Refusal("ValidationError", "Not an ARN: " + arn);
        }
        return cloud.account(matcher.group(2)).region(matcher.group(1));
    }

    private Region regionWith(String instanceId) {
        return cloud.accounts().stream()
                .flatMap(account -> account.regions().stream())
                .filter(region -> region.machines().machines.get(instanceId).isPresent())
                .findFirst()
                .orElseThrow(() -> new Refusal("InvalidInstanceID.NotFound", "No instance " + instanceId));
    }
}
