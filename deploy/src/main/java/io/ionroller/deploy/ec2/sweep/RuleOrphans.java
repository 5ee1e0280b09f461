package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentOwners;
import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.Resource;
import io.ionroller.engine.platform.Orphan.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds rules that the engine has made and no service needs. A rule has no part of its own in a removal: it goes when the last target
 * group is taken out of it.
 *
 * @param orphans by ARN of their target groups
 * @param others ARNs of target groups that are ours and no orphans
 * @param gone rules that were deleted by this sweep
 */
record RuleOrphans(
        Place place,
        Scene scene,
        EnvironmentOwners owners,
        Map<String, Orphan> orphans,
        Set<String> others,
        Set<String> gone) {

    CompletionStage<List<Orphan>> find() {
        List<RuleView> tagged = scene.rules().stream()
                .filter(rule -> scene.ruleTags().containsKey(rule.arn()))
                .filter(rule -> rule.weights().keySet().stream().noneMatch(others::contains))
                .toList();
        return Pages.each(tagged, this::orphan)
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private CompletionStage<Optional<Orphan>> orphan(RuleView rule) {
        if (gone.contains(rule.arn())) {
            return CompletableFuture.completedStage(
                    Optional.of(of(rule, State.REMOVED, "removed with its last target group")));
        }
        if (!rule.weights().isEmpty()
                && orphans.keySet().containsAll(rule.weights().keySet())) {
            return CompletableFuture.completedStage(Optional.of(withGroups(rule)));
        }
        String reason = rule.weights().isEmpty()
                ? "somebody has changed it: it forwards to nothing"
                : "it forwards to target groups that are not ours";
        return inUse(rule).thenApply(used -> used ? Optional.empty() : Optional.of(of(rule, State.KEPT, reason)));
    }

    private Orphan withGroups(RuleView rule) {
        List<Orphan> groups = orphans.entrySet().stream()
                .filter(orphan -> rule.weights().containsKey(orphan.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return groups.stream()
                .filter(orphan -> orphan.state() == State.KEPT)
                .findFirst()
                .map(stays -> of(rule, State.KEPT, "it forwards to " + stays.of() + ", which stays"))
                .orElseGet(() -> of(
                        rule,
                        groups.stream().anyMatch(Orphan::underWay) ? State.DRAINING : State.REMOVABLE,
                        "it goes with its last target group"));
    }

    private CompletionStage<Boolean> inUse(RuleView rule) {
        try {
            return owners.inUse(new ServiceName(serviceOf(rule)));
        } catch (InvalidValueException noService) {
            return CompletableFuture.completedStage(false);
        }
    }

    private Orphan of(RuleView rule, State state, String reason) {
        return new Orphan(
                serviceOf(rule),
                place.label(),
                List.of(new Resource("rule", rule.arn().substring(rule.arn().indexOf('/') + 1), rule.arn())),
                null,
                state,
                reason);
    }

    private String serviceOf(RuleView rule) {
        return scene.ruleTags().getOrDefault(rule.arn(), Map.of()).getOrDefault(OwnerTags.SERVICE, "");
    }
}
