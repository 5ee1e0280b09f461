package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.dns.RecordCalls;
import io.ionroller.deploy.ec2.environment.TargetReader;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.sweep.Scene.SharedTarget;
import io.ionroller.deploy.ec2.traffic.RequestCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Reads what tells whether leftovers are in use. Always anew: nothing here is served from memory. */
final class SceneReader {

    private final Place place;
    private final TaggedResources resources;
    private final ForwardingRules rules;
    private final AwsRegion region;
    private final TargetGroupSigns signs;
    private final RequestCounts requestCounts;
    private final RecordCalls recordCalls;
    private final InstantSource clock;

    SceneReader(Place place, AwsRegion region, TaggedResources resources, InstantSource clock) {
        this.place = place;
        this.region = region;
        this.resources = resources;
        this.rules = new ForwardingRules(region);
        this.signs = new TargetGroupSigns(region);
        this.requestCounts = new RequestCounts(region);
        this.recordCalls = new RecordCalls(region);
        this.clock = clock;
    }

    CompletionStage<Scene> read(Inventory inventory, List<Leftover> candidates) {
        List<TargetGroup> groups =
                candidates.stream().flatMap(one -> one.targetGroups().stream()).toList();
        List<String> arns = groups.stream().map(TargetGroup::targetGroupArn).toList();
        Set<String> balancers = new HashSet<>();
        groups.forEach(group -> balancers.addAll(group.loadBalancerArns()));
        boolean own = candidates.stream().anyMatch(one -> !one.balancers().isEmpty());
        Instant at = clock.instant();
        return rules.of(place.listeners(), balancers)
                .thenCompose(found -> resources
                        .ours(found.stream()
                                .filter(rule -> !rule.standard())
                                .map(RuleView::arn)
                                .toList())
                        .thenCompose(tags -> (own ? aliases() : none())
                                .thenCompose(aliases -> delays(arns)
                                        .thenCompose(delays -> requestCounts
                                                .lately(arns, place.drainPeriods(), clock.instant(), Lane.SWEEP)
                                                .thenCompose(requests -> activeTargets(arns, found)
                                                        .thenCombine(
                                                                shared(),
                                                                (active, shared) -> new Scene(
                                                                        inventory.targetGroups(),
                                                                        found,
                                                                        tags,
                                                                        aliases,
                                                                        delays,
                                                                        requests,
                                                                        active,
                                                                        shared,
                                                                        at)))))));
    }

    private static CompletionStage<Map<String, String>> none() {
        return CompletableFuture.completedStage(Map.of());
    }

    /** Of all names that settings have; a zone that is gone has no records. */
    private CompletionStage<Map<String, String>> aliases() {
        return Pages.each(
                        List.copyOf(place.names()),
                        name -> Absence.as(List.of(), recordCalls.aliases(name, Lane.SWEEP), "NoSuchHostedZone"))
                .thenApply(found -> {
                    Map<String, String> aliases = new HashMap<>();
                    found.forEach(sets -> sets.forEach(alias -> aliases.put(alias.target(), alias.toString())));
                    return aliases;
                });
    }

    private CompletionStage<Map<String, SharedTarget>> shared() {
        return byArn(
                        List.copyOf(place.sharedTargetGroups()),
                        arn -> Absence.as(List.of(), signs.targets(arn), "TargetGroupNotFound"))
                .thenApply(found -> {
                    Map<String, SharedTarget> shared = new HashMap<>();
                    found.forEach((arn, targets) -> targets.forEach(target -> shared.merge(
                            target.target().id(),
                            new SharedTarget(arn, target.targetHealth().state() == TargetHealthStateEnum.DRAINING),
                            (one, two) -> one.draining() ? two : one)));
                    return shared;
                });
    }

    private CompletionStage<Map<String, Duration>> delays(List<String> arns) {
        return byArn(
                arns,
                arn -> Absence.as(
                        Duration.ofHours(1),
                        TargetReader.deregistrationDelay(region, arn, Lane.SWEEP),
                        "TargetGroupNotFound"));
    }

    /** Behind a rule targets are checked and so healthy whatever the weight; there the weight tells. */
    private CompletionStage<Map<String, Optional<String>>> activeTargets(List<String> arns, List<RuleView> found) {
        List<String> unnamed = arns.stream()
                .filter(arn -> found.stream().noneMatch(rule -> rule.weights().containsKey(arn)))
                .toList();
        return byArn(unnamed, arn -> Absence.as(Optional.empty(), signs.activeTarget(arn), "TargetGroupNotFound"));
    }

    private static <T> CompletionStage<Map<String, T>> byArn(
            List<String> arns, Function<String, CompletionStage<T>> read) {
        CompletionStage<Map<String, T>> all = CompletableFuture.completedStage(new HashMap<>());
        for (String arn : arns) {
            all = all.thenCompose(map -> read.apply(arn).thenApply(value -> {
                map.put(arn, value);
                return map;
            }));
        }
        return all;
    }
}
