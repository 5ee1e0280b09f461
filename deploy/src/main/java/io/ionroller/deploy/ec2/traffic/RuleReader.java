package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.deploy.ec2.gate.Seen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Reads the rules of one listener: one alone by its ARN, several by one listing. What a condition's rule is called is remembered,
 * so that its next reading is as cheap.
 */
final class RuleReader {

    /** Of AWS: DescribeRules, PageSize. */
    private static final int PAGE = 400;

    private static final String ACTION = "DescribeRules";

    /** Most rules that one listing is read for; a page of keys, not of AWS's. */
    private static final int MOST_KEYS = 100;

    private final AwsRegion region;
    private final String listener;
    private final Readings<RuleKey, Rule> readings;
    private final Map<RuleKey, String> arns = new ConcurrentHashMap<>();
    private final Turns creations = new Turns();

    RuleReader(AwsRegion region, String listener) {
        this.region = region;
        this.listener = listener;
        this.readings = region.readings(ApiFamily.ELB_READ, new Readings.Plan<>(ACTION, MOST_KEYS, this::read));
    }

    /** A rule of the listener. */
    CompletionStage<Seen<Rule>> read(RuleKey key, Lane lane, Duration freshness) {
        return AwsFailure.told(ACTION, readings.read(key, lane, freshness));
    }

    /** For making rules of the listener. */
    Turns creations() {
        return creations;
    }

    /** The rule was changed. */
    void forget(RuleKey key) {
        readings.forget(key);
    }

    /** All rules of the listener, its default one included. */
    CompletionStage<List<Rule>> all(Lane lane) {
        return Pages.all(ACTION, marker -> gated(listing(marker), lane).thenApply(RuleReader::page));
    }

    private DescribeRulesRequest listing(@Nullable String marker) {
        return DescribeRulesRequest.builder()
                .listenerArn(listener)
                .pageSize(PAGE)
                .marker(marker)
                .build();
    }

    /** The rules that are there, of those asked for; the first call has passed the gate. */
    private CompletionStage<Map<RuleKey, Rule>> read(List<RuleKey> keys, Lane lane) {
        Optional<String> alone = keys.size() == 1 ? arn(keys.getFirst()) : Optional.empty();
        CompletionStage<List<Rule>> found = alone.map(arn -> admitted(
                                DescribeRulesRequest.builder().ruleArns(arn).build())
                        .thenApply(DescribeRulesResponse::rules))
                .orElseGet(() -> Pages.all(
                        ACTION,
                        marker -> (marker == null ? admitted(listing(null)) : gated(listing(marker), lane))
                                .thenApply(RuleReader::page)));
        return found.exceptionallyCompose(thrown -> absent(thrown, keys)).thenApply(rules -> matched(keys, rules));
    }

    private CompletionStage<DescribeRulesResponse> admitted(DescribeRulesRequest request) {
        return region.admitted(clients -> clients.balancing().describeRules(request));
    }

    private CompletionStage<DescribeRulesResponse> gated(DescribeRulesRequest request, Lane lane) {
        return region.readBalancing(lane, ACTION, client -> client.describeRules(request));
    }

    private static Page<Rule> page(DescribeRulesResponse answer) {
        return new Page<>(answer.rules(), answer.nextMarker());
    }

    private Optional<String> arn(RuleKey key) {
        return key.rule().or(() -> Optional.ofNullable(arns.get(key)));
    }

    private CompletionStage<List<Rule>> absent(Throwable thrown, List<RuleKey> keys) {
        if (AwsFailure.has(thrown, "RuleNotFound")) {
            keys.forEach(arns::remove);
            return CompletableFuture.completedStage(List.of());
        }
        return CompletableFuture.failedStage(thrown);
    }

    private Map<RuleKey, Rule> matched(List<RuleKey> keys, List<Rule> rules) {
        Map<RuleKey, Rule> found = new HashMap<>();
        for (RuleKey key : keys) {
            rules.stream()
                    .filter(key::isOf)
                    .findFirst()
                    .ifPresentOrElse(
                            rule -> {
                                found.put(key, rule);
                                arns.put(key, rule.ruleArn());
                            },
                            () -> arns.remove(key));
        }
        return found;
    }
}
