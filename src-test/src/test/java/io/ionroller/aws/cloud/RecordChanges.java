package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A batch of changes: all of it or nothing.
 *
 * <p>Source: API_ChangeResourceRecordSets ("Change Batches and Transactional Changes"), and of weighted records "Values specific
 * for weighted records": one TTL for all of a name and type, a set identifier each.
 */
final class RecordChanges {

    private RecordChanges() {}

    static List<ResourceRecordSet> ofNewZone(String zone) {
        ResourceRecordSet servers = ResourceRecordSet.builder()
                .name(zone)
                .type("NS")
                .ttl(172_800L)
                .resourceRecords(
                        ResourceRecord.builder().value("ns-1.awsdns-01.org.").build())
                .build();
        ResourceRecordSet authority = ResourceRecordSet.builder()
                .name(zone)
                .type("SOA")
                .ttl(900L)
                .resourceRecords(ResourceRecord.builder()
                        .value("ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400")
                        .build())
                .build();
        return List.of(servers, authority);
    }

    static List<ResourceRecordSet> applied(List<ResourceRecordSet> before, List<Change> changes, String zone) {
        TreeMap<String, ResourceRecordSet> sets = new TreeMap<>();
        before.forEach(set -> sets.put(order(set), set));
        List<String> faults = new ArrayList<>();
        for (Change change : changes) {
            ResourceRecordSet set = canonical(change.resourceRecordSet());
            check(set, zone, faults);
            switch (change.action()) {
                case CREATE -> create(sets, set, faults);
                case UPSERT -> sets.put(order(set), set);
                case DELETE -> delete(sets, set, faults);
                default -> faults.add("Unknown action " + change.actionAsString());
            }
        }
        List<ResourceRecordSet> after = List.copyOf(sets.values());
        after.forEach(set -> checkAmongOthers(set, after, faults));
        if (!faults.isEmpty()) {
            throw new Refusal(
                    "InvalidChangeBatch", faults.stream().distinct().toList().toString());
        }
        return after;
    }

    private static ResourceRecordSet canonical(ResourceRecordSet set) {
        ResourceRecordSet.Builder canonical = set.toBuilder().name(NameService.canonical(set.name()));
        if (set.aliasTarget() != null) {
            canonical.aliasTarget(set.aliasTarget().toBuilder()
                    .dnsName(NameService.canonical(set.aliasTarget().dnsName()))
                    .build());
        }
        return canonical.build();
    }

    private static String named(ResourceRecordSet set) {
        return "[name='" + set.name() + "', type='" + set.typeAsString() + "'"
                + (set.setIdentifier() == null ? "" : ", set-identifier='" + set.setIdentifier() + "'") + "]";
    }

    private static void create(TreeMap<String, ResourceRecordSet> sets, ResourceRecordSet set, List<String> faults) {
        if (sets.putIfAbsent(order(set), set) != null) {
            faults.add("Tried to create resource record set " + named(set) + " but it already exists");
        }
    }

    private static void delete(TreeMap<String, ResourceRecordSet> sets, ResourceRecordSet set, List<String> faults) {
        ResourceRecordSet there = sets.get(order(set));
        if (there == null) {
            faults.add("Tried to delete resource record set " + named(set) + " but it was not found");
        } else if (!there.equals(set)) {
            faults.add("Tried to delete resource record set " + named(set)
                    + " but the values provided do not match the current values");
        } else {
            sets.remove(order(set));
        }
    }

    private static void check(ResourceRecordSet set, String zone, List<String> faults) {
        if (!set.name().equals(zone) && !set.name().endsWith("." + zone)) {
            faults.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone);
        }
        boolean alias = set.aliasTarget() != null;
        if (alias == !set.resourceRecords().isEmpty()) {
            faults.add("Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]] in " + named(set));
        }
        if (alias == (set.ttl() != null)) {
            faults.add("A TTL is given with resource records, and never with an alias target, in " + named(set));
        }
        boolean routed = set.weight() != null || set.region() != null || set.failover() != null;
        if (routed != (set.setIdentifier() != null)) {
            faults.add("A set identifier is given with a routing policy, such as a weight, and only then, in "
                    + named(set));
        }
    }

    private static void checkAmongOthers(ResourceRecordSet set, List<ResourceRecordSet> all, List<String> faults) {
        for (ResourceRecordSet other : all) {
            boolean same = other.name().equals(set.name()) && other.type() == set.type();
            if (same && (other.weight() == null) != (set.weight() == null)) {
                faults.add("RRSet with DNS name " + set.name() + ", type " + set.typeAsString()
                        + " cannot be created as weighted and other sets exist with the same name and type");
            }
            if (same && !Objects.equals(other.ttl(), set.ttl())) {
                faults.add("All records of " + set.name() + ", type " + set.typeAsString() + " must have one TTL");
            }
        }
    }

    static String order(ResourceRecordSet set) {
        return order(set.name(), set.typeAsString(), Objects.toString(set.setIdentifier(), ""));
    }

    /** By the labels of the name from the last one, then by type and identifier. */
    static String order(String name, String type, String identifier) {
        return reversed(name) + " " + type + " " + identifier;
    }

    static String reversed(String name) {
        List<String> labels = new ArrayList<>(List.of(name.split("\\.")));
        Collections.reverse(labels);
        return String.join(".", labels);
    }
}
