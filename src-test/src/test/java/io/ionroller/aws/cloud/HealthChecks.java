package io.ionroller.aws.cloud;

import io.ionroller.aws.scenario.Fate;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The targets of a region's target groups and their health.
 *
 * <p>Source: "Health checks for Application Load Balancer target groups": a new target needs one passed check, a group that no
 * rule refers to gets no checks ({@code unused}), thresholds times interval decide after that; "Edit target group attributes":
 * a target is draining for the whole deregistration delay.
 */
final class HealthChecks {

    private final Region region;
    private final Table<Map<String, Target>> targets;
    private final Map<String, Set<String>> groupsByInstance = new HashMap<>();

    HealthChecks(Region region) {
        this.region = region;
        this.targets = region.cloud().table();
    }

    List<Target> targets(String groupArn) {
        return List.copyOf(targets.get(groupArn).orElse(Map.of()).values());
    }

    List<Target> targets(String groupArn, Call call) {
        return List.copyOf(targets.get(groupArn, call).orElse(Map.of()).values());
    }

    void register(String groupArn, String id, int port) {
        Optional<Target> known = find(groupArn, Target.key(id, port));
        if (known.filter(target -> target.state() != TargetHealthStateEnum.DRAINING)
                .isEmpty()) {
            groupsByInstance.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(groupArn);
            long turn = known.map(Target::turn).orElse(0L);
            put(groupArn, new Target(id, port, TargetHealth.builder().build(), turn));
            begin(groupArn, Target.key(id, port));
        }
    }

    /** Returns how long the target drains. */
    Duration deregister(String groupArn, String key) {
        Optional<Target> known = find(groupArn, key);
        if (known.isEmpty() || known.get().state() == TargetHealthStateEnum.DRAINING) {
            return Duration.ZERO;
        }
        if (known.get().state() == TargetHealthStateEnum.UNUSED) {
            remove(groupArn, key);
            return Duration.ZERO;
        }
        Duration delay = TargetGroupAttributes.deregistrationDelay(region.balancing(), groupArn);
        Target draining = known.get()
                .turned()
                .with(
                        TargetHealthStateEnum.DRAINING,
                        "Target.DeregistrationInProgress",
                        "Target deregistration is in progress");
        put(groupArn, draining);
        later(groupArn, draining, delay, _ -> null);
        return delay;
    }

    void forget(String groupArn) {
        targets(groupArn).forEach(target -> remove(groupArn, target.key()));
        targets.remove(groupArn);
    }

    /** A rule began or ceased to refer to the group. */
    void useChanged(String groupArn) {
        for (Target target : targets(groupArn)) {
            if (target.state() == TargetHealthStateEnum.DRAINING) {
                continue;
            }
            begin(groupArn, target.key());
        }
    }

    private void begin(String groupArn, String key) {
        Target target = find(groupArn, key).orElseThrow().turned();
        if (!region.balancing().isUsed(groupArn)) {
            put(
                    groupArn,
                    target.with(
                            TargetHealthStateEnum.UNUSED,
                            "Target.NotInUse",
                            "Target group is not configured to receive traffic from the load balancer"));
            return;
        }
        Target initial = target.with(
                TargetHealthStateEnum.INITIAL, "Elb.RegistrationInProgress", "Target registration is in progress");
        put(groupArn, initial);
        later(groupArn, initial, interval(groupArn), this::afterFirstCheck);
    }

    private Target afterFirstCheck(Target target) {
        return answers(target)
                ? healthy(target)
                : target.with(
                        TargetHealthStateEnum.INITIAL,
                        "Elb.InitialHealthChecking",
                        "Initial health checks in progress");
    }

    /** An instance began or ceased to answer. */
    void instanceChanged(String id) {
        for (String groupArn : List.copyOf(groupsByInstance.getOrDefault(id, Set.of()))) {
            targets(groupArn).stream()
                    .filter(target -> target.id().equals(id))
                    .forEach(target -> reconsider(groupArn, target));
        }
    }

    private void reconsider(String groupArn, Target target) {
        TargetGroup group = region.balancing().targetGroup(groupArn);
        Duration interval = interval(groupArn);
        boolean answers = answers(target);
        switch (target.state()) {
            case INITIAL -> {
                Target turned = target.turned();
                put(groupArn, turned);
                int checks = answers ? 1 : group.unhealthyThresholdCount();
                later(groupArn, turned, interval.multipliedBy(checks), answers ? this::healthy : this::unhealthy);
            }
            case HEALTHY -> {
                Target turned = target.turned();
                put(groupArn, turned);
                if (!answers) {
                    later(groupArn, turned, interval.multipliedBy(group.unhealthyThresholdCount()), this::unhealthy);
                }
            }
            case UNHEALTHY -> {
                Target turned = target.turned();
                put(groupArn, turned);
                if (answers) {
                    later(groupArn, turned, interval.multipliedBy(group.healthyThresholdCount()), this::healthy);
                }
            }
            default -> {
                // Unused and draining targets are not checked.
            }
        }
    }

    private Target healthy(Target target) {
        return target.with(TargetHealthStateEnum.HEALTHY, null, null);
    }

    private Target unhealthy(Target target) {
        Fate.Sickness sickness = region.machines().sickness(target.id());
        return target.with(TargetHealthStateEnum.UNHEALTHY, sickness.reason(), sickness.description());
    }

    private boolean answers(Target target) {
        return region.machines().answers(target.id());
    }

    private Duration interval(String groupArn) {
        return Duration.ofSeconds(region.balancing().targetGroup(groupArn).healthCheckIntervalSeconds());
    }

    /** @param change to null removes the target */
    private void later(String groupArn, Target planned, Duration delay, UnaryOperator<Target> change) {
        region.cloud()
                .after(
                        delay,
                        () -> find(groupArn, planned.key())
                                .filter(target -> target.turn() == planned.turn())
                                .ifPresent(target -> changed(groupArn, target, change.apply(target))));
    }

    private void changed(String groupArn, Target before, Target after) {
        if (after == null) {
            remove(groupArn, before.key());
            return;
        }
        put(groupArn, after);
        if (after.state() == TargetHealthStateEnum.INITIAL && !answers(after)) {
            // After the first failed check: as many as make it unhealthy, less that one.
            int more = region.balancing().targetGroup(groupArn).unhealthyThresholdCount() - 1;
            later(groupArn, after, interval(groupArn).multipliedBy(more), this::stillUnanswered);
        }
        if (after.state() == TargetHealthStateEnum.UNHEALTHY) {
            region.groups().life().targetUnhealthy(after.id());
        }
    }

    /** An instance that is only slow is still initial; whether it is sick shows once it should answer. */
    private Target stillUnanswered(Target target) {
        return region.machines().isBooting(target.id()) ? target : unhealthy(target);
    }

    boolean isUnhealthy(String id) {
        return groupsByInstance.getOrDefault(id, Set.of()).stream()
                .flatMap(group -> targets(group).stream())
                .anyMatch(target -> target.id().equals(id) && target.state() == TargetHealthStateEnum.UNHEALTHY);
    }

    /** Source: "Register targets": a terminated instance is deregistered by itself. */
    void instanceGone(String id) {
        for (String groupArn : List.copyOf(groupsByInstance.getOrDefault(id, Set.of()))) {
            targets(groupArn).stream()
                    .filter(target -> target.id().equals(id) && target.state() != TargetHealthStateEnum.DRAINING)
                    .forEach(target -> remove(groupArn, target.key()));
        }
    }

    private Optional<Target> find(String groupArn, String key) {
        return targets.get(groupArn).map(all -> all.get(key));
    }

    private void put(String groupArn, Target target) {
        Map<String, Target> all = new LinkedHashMap<>(targets.get(groupArn).orElse(Map.of()));
        all.put(target.key(), target);
        targets.put(groupArn, all);
    }

    private void remove(String groupArn, String key) {
        Map<String, Target> all = new LinkedHashMap<>(targets.get(groupArn).orElse(Map.of()));
        Target gone = all.remove(key);
        targets.put(groupArn, all);
        if (gone != null
                && all.values().stream().noneMatch(target -> target.id().equals(gone.id()))) {
            groupsByInstance.getOrDefault(gone.id(), new LinkedHashSet<>()).remove(groupArn);
        }
    }
}
