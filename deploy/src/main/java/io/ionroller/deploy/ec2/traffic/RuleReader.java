package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** A listener has 100 rules unless AWS was asked for more, so a listing has few pages; a repeated marker ends it anyway. */
    private static final int PAGE = 400;

    private static final int MOST_PAGES = 50;

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
        return region.readBalancing(lane, ACTION, client -> client.describeRules(listing()))
                .thenCompose(first -> more(first, listing(), lane, new ArrayList<>(), new HashSet<>()));
    }

    private DescribeRulesRequest listing() {
        return DescribeRulesRequest.builder()
                .listenerArn(listener)
                .pageSize(PAGE)
                .build();
    }

    /** The rules that are there, of those asked for; the first call has passed the gate. */
    private CompletionStage<Map<RuleKey, Rule>> read(List<RuleKey> keys, Lane lane) {
        Optional<String> alone = keys.size() == 1 ? arn(keys.getFirst()) : Optional.empty();
        DescribeRulesRequest request = alone.map(
                        arn -> DescribeRulesRequest.builder().ruleArns(arn).build())
                .orElseGet(this::listing);
        return region.admitted(clients -> clients.balancing().describeRules(request))
                .thenCompose(first -> more(first, request, lane, new ArrayList<>(), new HashSet<>()))
                .exceptionallyCompose(thrown -> absent(thrown, keys))
                .thenApply(rules -> matched(keys, rules));
    }

    private Optional<String> arn(RuleKey key) {
        return key.rule().or(() -> Optional.ofNullable(arns.get(key)));
    }

    private CompletionStage<List<Rule>> more(
            DescribeRulesResponse page,
            DescribeRulesRequest request,
            Lane lane,
            List<Rule> before,
            Set<String> markers) {
        before.addAll(page.rules());
        String marker = next(page, markers);
        if (marker == null) {
            return CompletableFuture.completedStage(before);
        }
        DescribeRulesRequest following = request.toBuilder().marker(marker).build();
        return region.readBalancing(lane, ACTION, client -> client.describeRules(following))
                .thenCompose(next -> more(next, following, lane, before, markers));
    }

    private static @Nullable String next(DescribeRulesResponse page, Set<String> markers) {
        String marker = page.nextMarker();
        if (marker == null || marker.isEmpty()) {
            return null;
        }
        if (!markers.add(marker) || markers.size() > MOST_PAGES) {
            throw new PlatformException(PlatformException.Kind.RETRYABLE, ACTION + ": the list of rules does not end");
        }
        return marker;
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
            rules.stream().filter(key::isOf).findFirst().ifPresent(rule -> {
                found.put(key, rule);
                arns.put(key, rule.ruleArn());
            });
        }
        return found;
    }
}
