package io.ionroller.deploy.ec2.dns;

import io.ionroller.engine.model.EnvironmentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The address records of a name, as they were read: those of a service's environments with traffic, and perhaps somebody else's.
 *
 * @param sets all of the type A
 */
record NameRecords(NameKey key, RecordOwner owner, List<ResourceRecordSet> sets) {

    NameRecords {
        sets = List.copyOf(sets);
    }

    /** The weights of our environments that have a record. Records that are all 0 share equally, which is as if all were 1. */
    Map<EnvironmentId, Integer> weights() {
        Map<EnvironmentId, Integer> weights = new TreeMap<>();
        sets.forEach(set -> owner.of(set).ifPresent(environment -> weights.put(environment, weight(set))));
        return weights;
    }

    /** The sum of the weights of all records that are not ours, or lead elsewhere than ours do. */
    int others() {
        return sets.stream()
                .filter(set -> owner.of(set).isEmpty())
                .mapToInt(this::weight)
                .sum();
    }

    private int weight(ResourceRecordSet set) {
        boolean equal = sets.stream().allMatch(one -> plain(one) == 0);
        return equal ? 1 : plain(set);
    }

    private static int plain(ResourceRecordSet set) {
        return Objects.requireNonNullElse(set.weight(), 0L).intValue();
    }

    /** A record beside which weighted ones cannot be, because it is shared in no way or another one. */
    Optional<ResourceRecordSet> obstacle() {
        return sets.stream().filter(set -> set.weight() == null).findFirst();
    }

    /**
     * The changes that lead from these records to the wanted weights, all or nothing. What is there is deleted by quoting it, so that
     * nothing happens if it is not what was read any more. Records that are somebody else's stay.
     *
     * @param targets where each environment's record leads to; read only for environments that are wanted
     */
    List<Change> toward(Map<EnvironmentId, Integer> wanted, Map<EnvironmentId, AliasTarget> targets) {
        List<Change> changes = new ArrayList<>();
        Map<EnvironmentId, ResourceRecordSet> next = new TreeMap<>();
        wanted.forEach((environment, weight) ->
                next.put(environment, set(environment, weight, Objects.requireNonNull(targets.get(environment)))));
        for (ResourceRecordSet set : sets) {
            owner.named(set).ifPresent(environment -> {
                ResourceRecordSet same = next.get(environment);
                if (same != null && owner.of(set).isPresent() && plain(set) == plain(same)) {
                    next.remove(environment);
                } else {
                    changes.add(change(ChangeAction.DELETE, set));
                }
            });
        }
        next.values().forEach(set -> changes.add(change(ChangeAction.CREATE, set)));
        return changes;
    }

    /** Writes our records as they are: when that is in force, they are, whoever has written them last. */
    List<Change> again() {
        return sets.stream()
                .filter(set -> owner.of(set).isPresent())
                .map(set -> change(ChangeAction.UPSERT, set))
                .toList();
    }

    private ResourceRecordSet set(EnvironmentId environment, int weight, AliasTarget target) {
        return ResourceRecordSet.builder()
                .name(key.name())
                .type(RRType.A)
                .setIdentifier(owner.identifier(environment))
                .weight((long) weight)
                .aliasTarget(target)
                .build();
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }
}
