package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * What a shared target group had at one moment, and the instances of the service beside it.
 *
 * @param sides of all environments that are known, by their id
 * @param strays targets that were instances of the service and do not run any more
 * @param foreign targets that are nobody's whom the engine knows
 * @param at when the older of the readings began
 */
public record Picture(SortedMap<EnvironmentId, Side> sides, List<Target> strays, List<Target> foreign, Instant at) {

    private static final int WHOLE = Weight.FULL.basisPoints();

    public Picture {
        strays = List.copyOf(strays);
        foreign = List.copyOf(foreign);
    }

    /**
     * Sorts targets by whose they are.
     *
     * @param groups those that are there, by name
     * @param groupless of those that no group has
     */
    static Picture of(
            Reading reading, Map<String, AutoScalingGroup> groups, List<Member> members, Groupless groupless) {
        List<Target> left = new ArrayList<>(reading.targets());
        SortedMap<EnvironmentId, Side> sides = new TreeMap<>();
        for (Member member : members) {
            AutoScalingGroup group = groups.get(member.group());
            Set<String> ids = group == null ? Set.of() : ids(group);
            List<Target> own =
                    left.stream().filter(target -> ids.contains(target.id())).toList();
            left.removeAll(own);
            sides.put(member.environment(), side(member, group, own));
        }
        left.removeIf(target -> target.draining() || groupless.leaving().contains(target.id()));
        List<Target> strays = left.stream()
                .filter(target -> groupless.ended().contains(target.id()))
                .toList();
        left.removeAll(strays);
        return new Picture(sides, strays, left, reading.at());
    }

    /**
     * Instances of the service that no group has, by their ids.
     *
     * @param ended those that do not run any more
     * @param leaving those whose group is gone, and that go with it: they may serve until they end
     */
    record Groupless(Set<String> ended, Set<String> leaving) {

        static final Groupless NONE = new Groupless(Set.of(), Set.of());
    }

    /** Targets as they were read, and when. */
    record Reading(List<Target> targets, Instant at) {}

    static Set<String> ids(AutoScalingGroup group) {
        return group.instances().stream().map(Instance::instanceId).collect(Collectors.toUnmodifiableSet());
    }

    /** How many instances of the service requests are sent to. */
    public int instancesIn() {
        return sides.values().stream().mapToInt(side -> side.in().size()).sum();
    }

    private static Side side(Member member, @Nullable AutoScalingGroup group, List<Target> targets) {
        List<String> available = group == null
                ? List.of()
                : group.instances().stream()
                        .filter(Picture::mayTakeTraffic)
                        .map(Instance::instanceId)
                        .sorted()
                        .toList();
        List<Target> registered =
                targets.stream().filter(target -> !target.draining()).toList();
        return new Side(
                member,
                group != null,
                group == null ? 0 : Math.max(group.desiredCapacity(), available.size()),
                available,
                registered.stream()
                        .filter(target -> available.contains(target.id()))
                        .toList(),
                registered.stream()
                        .filter(target -> !available.contains(target.id()))
                        .toList(),
                targets.stream().filter(Target::draining).toList());
    }

    /** Not what starts, ends, stands by, or is about to be replaced. */
    private static boolean mayTakeTraffic(Instance instance) {
        return instance.lifecycleState() == LifecycleState.IN_SERVICE
                && "Healthy".equalsIgnoreCase(instance.healthStatus());
    }

    /** Which targets are nobody's whom the engine knows; empty when there are none. */
    public String foreignIds() {
        return Words.ids(foreign);
    }

    /** How many instances of each environment are in, such as {@code hello-1 3 of 3}. */
    public String counts() {
        return sides.values().stream()
                .filter(side -> !side.in().isEmpty())
                .map(side -> side.environment() + " " + side.in().size() + " of " + side.size())
                .collect(Collectors.joining(", "));
    }

    /** Targets that get requests. */
    int serving() {
        return sides.values().stream().mapToInt(Side::healthy).sum();
    }

    /** The share of each environment that has instances in. */
    public Map<EnvironmentId, Weight> shares(boolean withForeign) {
        int total =
                sides.values().stream().mapToInt(side -> side.in().size()).sum() + (withForeign ? foreign.size() : 0);
        Map<EnvironmentId, Weight> shares = new TreeMap<>();
        sides.forEach((environment, side) -> {
            int in = side.in().size();
            if (in > 0) {
                shares.put(environment, new Weight((2 * in * WHOLE + total) / (2 * total)));
            }
        });
        return shares;
    }
}
