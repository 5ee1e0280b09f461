package io.ionroller.aws.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Lists all that there is, of the kinds that come and go. */
public final class Inventory {

    /**
     * A thing in the cloud.
     *
     * @param kind such as {@code launch-template}
     * @param region "global" for what has none
     */
    public record Resource(
            String account, String region, String kind, String id, String name, Map<String, String> tags) {}

    private final Cloud cloud;

    public Inventory(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Instances only while they are pending or running; no default rules. */
    public List<Resource> resources() {
        return cloud.alone(() -> {
            List<Resource> all = new ArrayList<>();
            for (Account account : cloud.accounts()) {
                account.regions().forEach(region -> {
                    listCompute(region, all);
                    listBalancing(region, all);
                });
                account.zones().zones.all().forEach(zone -> {
                    String id = zone.id().replace("/hostedzone/", "");
                    account.zones()
                            .records
                            .get(id)
                            .orElse(List.of())
                            .forEach(set -> all.add(new Resource(
                                    account.id(),
                                    "global",
                                    "record",
                                    id + " " + RecordChanges.order(set),
                                    set.name(),
                                    Map.of())));
                });
            }
            return all;
        });
    }

    /** The state of each target of a target group, such as {@code healthy}, by the id of its instance. */
    public Map<String, String> targets(String targetGroupArn) {
        return cloud.alone(() -> {
            Map<String, String> states = new TreeMap<>();
            for (Account account : cloud.accounts()) {
                account.regions()
                        .forEach(region -> region.healthChecks()
                                .targets(targetGroupArn)
                                .forEach(target ->
                                        states.put(target.id(), target.state().toString())));
            }
            return states;
        });
    }

    private static void listCompute(Region region, List<Resource> all) {
        Network network = region.network();
        region.templates()
                .templates
                .all()
                .forEach(template -> all.add(resource(
                        region,
                        "launch-template",
                        template.launchTemplateId(),
                        template.launchTemplateName(),
                        network.tagsOf(template.launchTemplateId()))));
        region.machines().machines.all().stream()
                .filter(Machine::isUp)
                .forEach(machine -> all.add(resource(
                        region,
                        "instance",
                        machine.instance().instanceId(),
                        machine.groupName(),
                        network.tagsOf(machine.instance().instanceId()))));
        region.groups()
                .groups
                .all()
                .forEach(group -> all.add(resource(
                        region,
                        "auto-scaling-group",
                        group.autoScalingGroupARN(),
                        group.autoScalingGroupName(),
                        group.tags())));
    }

    private static void listBalancing(Region region, List<Resource> all) {
        Balancing balancing = region.balancing();
        balancing
                .balancers
                .all()
                .forEach(balancer -> all.add(resource(
                        region,
                        "load-balancer",
                        balancer.loadBalancerArn(),
                        balancer.loadBalancerName(),
                        balancing.tags.get(balancer.loadBalancerArn()).orElse(List.of()))));
        balancing
                .listeners
                .all()
                .forEach(listener -> all.add(resource(
                        region,
                        "listener",
                        listener.listenerArn(),
                        listener.port().toString(),
                        balancing.tags.get(listener.listenerArn()).orElse(List.of()))));
        balancing.rules.all().stream()
                .filter(rule -> !rule.isDefault())
                .forEach(rule -> all.add(resource(
                        region,
                        "rule",
                        rule.ruleArn(),
                        rule.priority(),
                        balancing.tags.get(rule.ruleArn()).orElse(List.of()))));
        balancing
                .targetGroups
                .all()
                .forEach(group -> all.add(resource(
                        region,
                        "target-group",
                        group.targetGroupArn(),
                        group.targetGroupName(),
                        balancing.tags.get(group.targetGroupArn()).orElse(List.of()))));
    }

    private static Resource resource(Region region, String kind, String id, String name, List<? extends SdkPojo> tags) {
        Map<String, String> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(member(tag, "Key"), member(tag, "Value")));
        return new Resource(region.accountId(), region.name(), kind, id, name, byKey);
    }

    private static String member(SdkPojo tag, String name) {
        SdkField<?> field = tag.sdkFieldNameToField().get(name);
        if (field == null) {
            field = tag.sdkFields().stream()
                    .filter(one -> one.memberName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
        return String.valueOf(field.getValueOrDefault(tag));
    }
}
