package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Reads and changes listener rules. Never blocks; thread-safe. */
public final class RuleCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RuleCalls.class);

    private final AwsRegion region;
    private final Map<String, RuleReader> listeners = new ConcurrentHashMap<>();
    private final Map<String, String> listenersByPort = new ConcurrentHashMap<>();
    private final RequestCounts requestCounts;
    private final AtomicBoolean metricsMissed = new AtomicBoolean();
    private final Set<Owned> ours = ConcurrentHashMap.newKeySet();

    /** A rule that was seen to have a service's tags; to another service it belongs no less to somebody else. */
    private record Owned(String rule, Map<String, String> tags) {}

    public RuleCalls(AwsRegion region) {
        this.region = region;
        this.requestCounts = new RequestCounts(region);
    }

    RuleEntries entries() {
        return new RuleEntries(region);
    }

    private RuleReader reader(RuleKey key) {
        return listeners.computeIfAbsent(key.listener(), listener -> new RuleReader(region, listener));
    }

    CompletionStage<Seen<Rule>> read(RuleKey key, Lane lane, Duration freshness) {
        return reader(key).read(key, lane, freshness);
    }

    /**
     * Requests that groups had in the last minutes, by ARN; absent where CloudWatch gives no full answer. Without leave to read
     * metrics, or where there are none, weight and delay must do: then no group had any, which is said once.
     */
    CompletionStage<Map<String, Double>> requests(List<String> arns, RuleSettings settings, Instant now, Lane lane) {
        return requestCounts.lately(arns, settings.drainPeriods(), now, lane).exceptionallyCompose(thrown -> {
            PlatformException failure = AwsFailure.of("GetMetricData", thrown);
            if (failure.kind() != Kind.TERMINAL) {
                return CompletableFuture.failedStage(failure);
            }
            if (metricsMissed.compareAndSet(false, true)) {
                LOG.atWarn()
                        .addKeyValue("region", region.name())
                        .addKeyValue("reason", failure.getMessage())
                        .log("metrics cannot be read: drain proofs go by weight and delay alone");
            }
            return CompletableFuture.completedStage(arns.stream().collect(Collectors.toMap(arn -> arn, arn -> 0.0)));
        });
    }

    /** Reads until what was changed can be seen; fails as UNKNOWN_OUTCOME if it cannot. */
    CompletionStage<Seen<Rule>> readUntil(RuleKey key, Lane lane, Predicate<Seen<Rule>> shown) {
        return UntilSeen.read(
                () -> read(key, lane, Duration.ZERO),
                shown,
                "ModifyRule was accepted, but " + key + " does not show the change");
    }

    /** Replaces the actions of the rule. */
    CompletionStage<Void> change(Rule rule, Forward next, RuleSettings settings, Lane lane) {
        return change(rule, next.actions(settings.stickySeconds()), settings.key(), lane);
    }

    /** The same with actions as AWS wants them. */
    CompletionStage<Void> change(Rule rule, List<Action> actions, RuleKey key, Lane lane) {
        return region.changeBalancing(
                        lane,
                        "ModifyRule",
                        client -> client.modifyRule(
                                request -> request.ruleArn(rule.ruleArn()).actions(actions)))
                .thenAccept(done -> reader(key).forget(key));
    }

    /**
     * A rule that is to be made.
     *
     * @param priority absent for one that is free
     * @param free chooses a free one among all rules of the listener
     */
    record NewRule(
            RuleKey key,
            List<Action> actions,
            Optional<Integer> priority,
            ToIntFunction<List<Rule>> free,
            Map<String, String> tags) {}

    /** Makes a rule that is found by its conditions. */
    CompletionStage<Void> create(NewRule rule, Lane lane) {
        if (rule.key().rule().isPresent()) {
            return CompletableFuture.failedStage(
                    new PlatformException(Kind.TERMINAL, "load_balancer.rule: " + rule.key() + " is not there"));
        }
        RuleReader listener = reader(rule.key());
        // One after the other, or services that begin at the same time would all choose the same priority.
        return listener.creations()
                .take(
                        false,
                        () -> rule.priority()
                                .<CompletionStage<Integer>>map(CompletableFuture::completedStage)
                                .orElseGet(() -> listener.all(lane).thenApply(rule.free()::applyAsInt))
                                .thenCompose(priority -> region.changeBalancing(
                                        lane,
                                        "CreateRule",
                                        client -> client.createRule(request -> request.listenerArn(
                                                        rule.key().listener())
                                                .conditions(rule.key().conditions())
                                                .priority(priority)
                                                .actions(rule.actions())
                                                .tags(written(rule.tags()))))))
                .thenAccept(made -> {
                    made.rules().forEach(one -> ours.add(new Owned(one.ruleArn(), rule.tags())));
                    listener.forget(rule.key());
                });
    }

    /** The listener on a port of the balancer that another listener is of; looked up once. */
    CompletionStage<Optional<String>> listenerOn(String sibling, int port, Lane lane) {
        String balancer = sibling.substring(0, sibling.lastIndexOf('/')).replace(":listener/", ":loadbalancer/");
        String known = listenersByPort.get(balancer + " " + port);
        if (known != null) {
            return CompletableFuture.completedStage(Optional.of(known));
        }
        return Pages.all(
                        "DescribeListeners",
                        marker -> region.readBalancing(
                                        lane,
                                        "DescribeListeners",
                                        client -> client.describeListeners(request -> request.loadBalancerArn(balancer)
                                                .marker(marker)))
                                .thenApply(page -> new Page<>(page.listeners(), page.nextMarker())))
                .thenApply(all -> {
                    Optional<String> found = all.stream()
                            .filter(listener -> listener.port() == port)
                            .map(Listener::listenerArn)
                            .findFirst();
                    found.ifPresent(arn -> listenersByPort.put(balancer + " " + port, arn));
                    return found;
                });
    }

    /** Fails as TERMINAL if a rule that was found by its conditions has not this service's tags. */
    CompletionStage<Void> owned(Rule rule, RuleKey key, Map<String, String> tags, Lane lane) {
        if (key.rule().isPresent() || ours.contains(new Owned(rule.ruleArn(), tags))) {
            return CompletableFuture.completedStage(null);
        }
        return region.readBalancing(
                        lane,
                        "DescribeTags",
                        client -> client.describeTags(request -> request.resourceArns(rule.ruleArn())))
                .thenAccept(found -> {
                    if (!read(found).entrySet().containsAll(tags.entrySet())) {
                        throw new PlatformException(
                                Kind.TERMINAL,
                                "load_balancer: " + rule.ruleArn()
                                        + " has the same conditions and is not ours (its tags" + " are not " + tags
                                        + "); name it as load_balancer.rule to take it over");
                    }
                    ours.add(new Owned(rule.ruleArn(), tags));
                });
    }

    /** Nothing is left to forward to: a rule that we made goes, one that was given answers 503. */
    CompletionStage<Void> end(Rule rule, RuleSettings settings, Lane lane) {
        if (settings.key().rule().isPresent()) {
            Action unavailable = Action.builder()
                    .type(ActionTypeEnum.FIXED_RESPONSE)
                    .fixedResponseConfig(config -> config.statusCode("503"))
                    .build();
            return change(rule, List.of(unavailable), settings.key(), lane);
        }
        return delete(rule, settings.key(), lane);
    }

    /** Deletes a rule; one that is gone is no failure. */
    CompletionStage<Void> delete(Rule rule, RuleKey key, Lane lane) {
        return region.changeBalancing(
                        lane, "DeleteRule", client -> client.deleteRule(request -> request.ruleArn(rule.ruleArn())))
                .handle((done, thrown) -> {
                    reader(key).forget(key);
                    if (thrown != null && !AwsFailure.has(thrown, "RuleNotFound")) {
                        throw AwsFailure.of("DeleteRule", thrown);
                    }
                    return null;
                });
    }

    private static List<Tag> written(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Map<String, String> read(DescribeTagsResponse found) {
        Map<String, String> tags = new HashMap<>();
        found.tagDescriptions().forEach(one -> one.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
        return tags;
    }
}
