package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.TestRule;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.traffic.RuleCalls.NewRule;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Where requests go that test a service: by a second rule to its newest environment, from its creation on. When that is removed, back to
 * the one with the traffic. What is wrong with this rule never keeps a release or a rollback from going on: it is left as it is,
 * logged, and told by plans. A change of traffic does not touch it. Used within the turn of the service's rule.
 *
 * @param settings of the service's rule
 * @param tags of the service's rule
 */
record TestRequests(RuleCalls calls, RuleSettings settings, Map<String, String> tags, Lane lane) {

    private static final Logger LOG = LoggerFactory.getLogger(TestRequests.class);

    /** What was found of the rule. */
    private sealed interface Found {

        /** It is to be made. */
        record Absent(RuleKey key) implements Found {}

        /** It is ours. */
        record There(RuleKey key, Rule rule) implements Found {}

        /** It is not to be touched, or cannot be made. */
        record Wrong(String why) implements Found {}
    }

    /**
     * Sends test requests to a target group, if the service wants any.
     *
     * @param main the service's rule as it was read; absent when it was made a moment ago
     */
    CompletionStage<Void> point(String targetGroup, Optional<Rule> main) {
        return settings.test()
                .map(test -> find(test, main)
                        .thenCompose(found -> switch (found) {
                            case Found.Absent(RuleKey key) -> create(test, key, targetGroup);
                            case Found.There(RuleKey key, Rule rule) -> pointed(key, rule, targetGroup);
                            case Found.Wrong(String why) -> left(why);
                        })
                        .exceptionallyCompose(thrown -> harmless(thrown)
                                ? left(String.valueOf(thrown.getMessage()))
                                : CompletableFuture.failedStage(thrown)))
                .orElseGet(TestRequests::nothing);
    }

    /** Why the rule would be left as it is, for a plan. */
    CompletionStage<Optional<String>> trouble(Optional<Rule> main) {
        return settings.test()
                .map(test -> find(test, main)
                        .thenApply(found ->
                                found instanceof Found.Wrong(String why) ? Optional.of(why) : Optional.<String>empty()))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
    }

    /** What will not be better the next time. */
    private static boolean harmless(Throwable thrown) {
        return AwsFailure.of("the rule for test requests", thrown).kind() == Kind.TERMINAL
                || AwsFailure.has(thrown, "PriorityInUse");
    }

    private CompletionStage<Void> left(String why) {
        LOG.atWarn()
                .addKeyValue("service", tags.get(OwnerTags.SERVICE))
                .addKeyValue("reason", why)
                .log("test requests do not go to the new environment: their rule is left as it is");
        return nothing();
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }

    private CompletionStage<Found> find(TestRule test, Optional<Rule> main) {
        return located(test, main)
                .thenCompose(located -> located instanceof Found.Absent(RuleKey key)
                        ? calls.read(key, lane, Duration.ZERO)
                                .thenCompose(seen -> seen.value()
                                        .map(rule -> judged(key, rule, main))
                                        .orElseGet(() -> CompletableFuture.completedStage(located)))
                        : CompletableFuture.completedStage(located))
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "ListenerNotFound", "LoadBalancerNotFound")
                        ? CompletableFuture.completedStage(new Found.Wrong("its listener is not there"))
                        : CompletableFuture.failedStage(thrown));
    }

    /** Which rule it would be. */
    private CompletionStage<Found> located(TestRule test, Optional<Rule> main) {
        RuleKey key = settings.key();
        CompletionStage<Optional<String>> listener = switch (test) {
            case TestRule.Header header -> CompletableFuture.completedStage(Optional.of(key.listener()));
            case TestRule.Listener other ->
                CompletableFuture.completedStage(Optional.of(other.listener().toString()));
            case TestRule.Port(int port, int _) -> calls.listenerOn(key.listener(), port, lane);
        };
        Optional<TestRule.Header> header = test instanceof TestRule.Header one ? Optional.of(one) : Optional.empty();
        return listener.thenApply(arn -> arn.isEmpty()
                ? new Found.Wrong("the balancer has no listener on that port")
                : key.tested(main, arn.get(), header)
                        .<Found>map(Found.Absent::new)
                        .orElseGet(() ->
                                new Found.Wrong(key + " has other conditions than hosts and paths, or is not there")));
    }

    private CompletionStage<Found> judged(RuleKey key, Rule rule, Optional<Rule> main) {
        return calls.owned(rule, key, testTags(), lane)
                .<Found>thenApply(ours -> {
                    Map<String, Integer> ofService =
                            main.map(Forward::of).orElse(Forward.NONE).groups();
                    return Forward.of(rule).groups().keySet().stream()
                            .filter(group -> !ofService.containsKey(group))
                            .findFirst()
                            .<Found>map(group -> new Found.Wrong(
                                    "somebody has changed " + rule.ruleArn() + ": it forwards to " + group))
                            .orElseGet(() -> new Found.There(key, rule));
                })
                .exceptionallyCompose(thrown -> {
                    PlatformException failure = AwsFailure.of("DescribeTags", thrown);
                    boolean foreign = failure.kind() == Kind.TERMINAL && failure.getCause() == null;
                    return foreign
                            ? CompletableFuture.completedStage(new Found.Wrong(String.valueOf(failure.getMessage())))
                            : CompletableFuture.failedStage(failure);
                });
    }

    private Map<String, String> testTags() {
        Map<String, String> all = new HashMap<>(tags);
        all.put(OwnerTags.RULE, OwnerTags.TEST);
        return all;
    }

    private CompletionStage<Void> create(TestRule test, RuleKey key, String targetGroup) {
        return calls.create(
                new NewRule(
                        key,
                        forward(targetGroup),
                        test.priority().isPresent()
                                ? Optional.of(test.priority().getAsInt())
                                : Optional.empty(),
                        test instanceof TestRule.Header
                                ? all -> Priorities.before(settings.key(), all)
                                : Priorities::last,
                        testTags()),
                lane);
    }

    private CompletionStage<Void> pointed(RuleKey key, Rule rule, String targetGroup) {
        return Forward.of(rule).groups().keySet().equals(Set.of(targetGroup))
                ? nothing()
                : calls.change(rule, forward(targetGroup), key, lane);
    }

    private static List<Action> forward(String targetGroup) {
        return List.of(Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(targetGroup)
                .build());
    }

    /**
     * Takes a target group out, of an environment that is being removed: then test requests go where most of the traffic goes. With the
     * service's last target group the rule goes too.
     *
     * @param groupName of the target group
     * @param main the service's rule as it was read
     */
    CompletionStage<Void> leave(String groupName, Optional<Rule> main) {
        return settings.test()
                .map(test -> located(test, main)
                        .thenCompose(located -> located instanceof Found.Absent(RuleKey key)
                                ? calls.read(key, lane, Duration.ZERO)
                                        .thenCompose(seen -> seen.value()
                                                .map(rule -> left(key, rule, groupName, main))
                                                .orElseGet(TestRequests::nothing))
                                : nothing())
                        .exceptionallyCompose(
                                thrown -> AwsFailure.has(thrown, "ListenerNotFound", "LoadBalancerNotFound")
                                        ? nothing()
                                        : CompletableFuture.failedStage(thrown)))
                .orElseGet(TestRequests::nothing);
    }

    private CompletionStage<Void> left(RuleKey key, Rule rule, String groupName, Optional<Rule> main) {
        Forward now = Forward.of(rule);
        Optional<String> group = now.groupNamed(groupName);
        if (group.isEmpty()) {
            return nothing();
        }
        Forward others = now.without(group.get());
        if (!others.groups().isEmpty()) {
            return calls.change(rule, others.actions(Optional.empty()), key, lane);
        }
        return main.map(Forward::of)
                .orElse(Forward.NONE)
                .without(group.get())
                .heaviest()
                .map(heir -> calls.change(rule, forward(heir), key, lane))
                .orElseGet(() -> calls.delete(rule, key, lane));
    }
}
