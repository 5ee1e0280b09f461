package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Environments and a target group that does what it is told at once; counts what serves all the way. */
final class TargetWorld {

    enum Fate {
        HEALTHY,
        UNHEALTHY
    }

    private final Map<EnvironmentId, Integer> desired;
    private final SortedMap<EnvironmentId, List<String>> instances = new TreeMap<>();
    private final Map<String, Fate> fates = new HashMap<>();
    private final Set<String> unavailable = new HashSet<>();
    private final Map<String, TargetHealthStateEnum> targets = new TreeMap<>();
    private int leastServing = Integer.MAX_VALUE;
    private int mostAtOnce;

    TargetWorld(Map<EnvironmentId, Integer> sizes) {
        desired = sizes;
        sizes.forEach((environment, size) -> {
            instances.put(environment, new ArrayList<>());
            launch(environment, size);
        });
    }

    static EnvironmentId id(long release) {
        return new EnvironmentId(new ServiceName("hello"), release);
    }

    TargetWorld launch(EnvironmentId environment, int more) {
        List<String> all = instances.get(environment);
        for (int i = 0; i < more; i++) {
            all.add("i-" + environment.release() + "-" + (100 + all.size()));
        }
        return this;
    }

    TargetWorld allIn(EnvironmentId environment) {
        instances.get(environment).forEach(id -> targets.put(id, TargetHealthStateEnum.HEALTHY));
        return this;
    }

    TargetWorld newOnesAre(Fate fate) {
        instances.values().stream()
                .flatMap(List::stream)
                .filter(id -> !targets.containsKey(id))
                .forEach(id -> fates.put(id, fate));
        return this;
    }

    TargetWorld become(EnvironmentId environment, int number, Fate fate) {
        String id = instances.get(environment).get(number);
        fates.put(id, fate);
        targets.computeIfPresent(id, (same, state) -> decided(id));
        return this;
    }

    TargetWorld unavailable(EnvironmentId environment, int number) {
        unavailable.add(instances.get(environment).get(number));
        return this;
    }

    private TargetHealthStateEnum decided(String id) {
        return fates.getOrDefault(id, Fate.HEALTHY) == Fate.HEALTHY
                ? TargetHealthStateEnum.HEALTHY
                : TargetHealthStateEnum.UNHEALTHY;
    }

    Picture picture() {
        SortedMap<EnvironmentId, Side> sides = new TreeMap<>();
        instances.forEach((environment, all) -> {
            List<String> available =
                    all.stream().filter(id -> !unavailable.contains(id)).toList();
            sides.put(
                    environment,
                    new Side(
                            new Member(environment, new Version(environment.release() + ".0"), "group", 80),
                            true,
                            Math.max(desired.getOrDefault(environment, 0), available.size()),
                            available,
                            registered(available),
                            registered(
                                    all.stream().filter(unavailable::contains).toList()),
                            List.of()));
        });
        return new Picture(sides, List.of(), List.of(), Instant.EPOCH);
    }

    private List<Target> registered(List<String> ids) {
        return ids.stream()
                .filter(targets::containsKey)
                .map(id -> new Target(id, 80, targets.get(id), ""))
                .toList();
    }

    /** Takes the steps until there is none; between a registration and its health everything waits. */
    List<String> follow(Function<Picture, Step> course) {
        List<String> way = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            switch (course.apply(picture())) {
                case Step.In in -> change(in.targets(), TargetHealthStateEnum.INITIAL);
                case Step.Out out -> change(out.targets(), null);
                case Step.Await await
                when !decide() -> {
                    return way;
                }
                case Step.Await await -> {
                    continue;
                }
                case Step.Done done -> {
                    return way;
                }
            }
            way.add(count(2) + " " + count(1));
        }
        throw new AssertionError("it does not end: " + way);
    }

    /** Whether each step keeps the delay. */
    List<Boolean> apart(Function<Picture, Step> course) {
        List<Boolean> apart = new ArrayList<>();
        follow(picture -> {
            Step step = course.apply(picture);
            if (step instanceof Step.In in) {
                apart.add(in.apart());
            } else if (step instanceof Step.Out out) {
                apart.add(out.apart());
            }
            return step;
        });
        return apart;
    }

    private void change(List<TargetDescription> changed, @Nullable TargetHealthStateEnum state) {
        mostAtOnce = Math.max(mostAtOnce, changed.size());
        for (TargetDescription target : changed) {
            if (state == null) {
                targets.remove(target.id());
            } else {
                targets.put(target.id(), state);
            }
        }
        leastServing = Math.min(leastServing, picture().serving());
    }

    private boolean decide() {
        boolean any = targets.containsValue(TargetHealthStateEnum.INITIAL);
        targets.replaceAll((id, state) -> state == TargetHealthStateEnum.INITIAL ? decided(id) : state);
        return any;
    }

    private int count(long release) {
        return picture().sides().containsKey(id(release))
                ? picture().sides().get(id(release)).in().size()
                : 0;
    }

    int leastServing() {
        return leastServing;
    }

    int mostAtOnce() {
        return mostAtOnce;
    }
}
