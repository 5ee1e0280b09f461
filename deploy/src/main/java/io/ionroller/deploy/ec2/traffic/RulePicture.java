package io.ionroller.deploy.ec2.traffic;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * A rule as it was read, for a plan.
 *
 * @param arn absent when there is none
 * @param groups AWS's weights of all target groups that it forwards to, by name; sorted
 * @param shares of the service's environments
 * @param replaced what it does besides forwarding that will be replaced: {@code fixed-response}, {@code redirect}
 * @param foreign why it is not ours; absent when it is
 * @param tests why test requests would not go to a new environment; absent when they would, or there are to be none
 */
public record RulePicture(
        Optional<String> arn,
        Map<String, Integer> groups,
        Map<EnvironmentId, Weight> shares,
        List<String> replaced,
        Optional<String> foreign,
        Optional<String> tests) {

    /** The most target groups that a rule can have. */
    public static final int MOST_GROUPS = Forward.MOST_GROUPS;

    static RulePicture absent(Map<EnvironmentId, Weight> shares) {
        return new RulePicture(Optional.empty(), Map.of(), shares, List.of(), Optional.empty(), Optional.empty());
    }

    static RulePicture of(Rule rule, Map<EnvironmentId, Weight> shares, Optional<String> foreign) {
        Map<String, Integer> groups = new TreeMap<>();
        Forward.of(rule).groups().forEach((arn, weight) -> groups.put(TargetGroupArn.nameOf(arn), weight));
        List<String> replaced = rule.actions().stream()
                .filter(action ->
                        action.type() == ActionTypeEnum.FIXED_RESPONSE || action.type() == ActionTypeEnum.REDIRECT)
                .map(action -> action.typeAsString())
                .toList();
        return new RulePicture(Optional.of(rule.ruleArn()), groups, shares, replaced, foreign, Optional.empty());
    }

    RulePicture withTests(Optional<String> trouble) {
        return new RulePicture(arn, groups, shares, replaced, foreign, trouble);
    }

    /** A rule with other tags than ours; any other failure stays one. */
    static CompletionStage<RulePicture> foreign(Rule rule, Map<EnvironmentId, Weight> shares, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof PlatformException known
                        && known.kind() == PlatformException.Kind.TERMINAL
                        && known.getCause() == null
                ? CompletableFuture.completedStage(of(rule, shares, Optional.of(String.valueOf(known.getMessage()))))
                : CompletableFuture.failedStage(thrown);
    }

    /** Whether nothing gets any traffic, not even groups that are not ours. */
    public boolean idle() {
        return groups.values().stream().allMatch(weight -> weight == 0);
    }
}
