package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * Decides the next step from what is there alone, so that any process can take it: one new instance in, healthy, then as many old
 * ones out as that makes up for, one by one. For sizes of 2 and 6 a new instance is a sixth of the way, and the old ones go
 * when the way they stand for has been made. What gets requests never becomes less than the smaller side has.
 */
final class Course {

    private final Picture picture;
    private final Map<EnvironmentId, Weight> wanted;
    private final List<Side> rising;
    private final List<Side> others;

    private Course(Picture picture, Map<EnvironmentId, Weight> wanted, Map<EnvironmentId, Weight> before) {
        this.picture = picture;
        this.wanted = wanted;
        List<Side> gaining =
                sides(side -> share(side).compareTo(before.getOrDefault(side.environment(), Weight.NONE)) > 0);
        this.rising = gaining;
        this.others = sides(side -> !gaining.contains(side));
    }

    /**
     * The next step of a change that takes its time.
     *
     * @param before what was intended before; what has more now is what must prove itself
     */
    static Step forth(Picture picture, Map<EnvironmentId, Weight> wanted, Map<EnvironmentId, Weight> before) {
        return new Course(picture, wanted, before).forth();
    }

    /**
     * The next step of a rollback: all instances that there are of the destination in at once, and when the balancer has decided about
     * each of them, all others out at once.
     */
    static Step back(Picture picture, Map<EnvironmentId, Weight> wanted) {
        return new Course(picture, wanted, wanted).back();
    }

    private Step back() {
        List<TargetDescription> missing = sides(side -> true).stream()
                .flatMap(side -> missing(side, goal(side) - side.in().size()))
                .toList();
        if (!missing.isEmpty()) {
            return new Step.In(missing, false);
        }
        List<Target> surplus = new ArrayList<>();
        for (Side side : picture.sides().values()) {
            leaving(side).limit(Math.max(0, side.in().size() - goal(side))).forEach(surplus::add);
        }
        List<Side> destination = sides(side -> !share(side).equals(Weight.NONE));
        Optional<Target> undecided = first(destination, Target::undecided);
        boolean serves = destination.stream().anyMatch(side -> side.healthy() > 0);
        if (!surplus.isEmpty() && !wanted.isEmpty() && (undecided.isPresent() || !serves)) {
            return new Step.Await(
                    undecided.map(target -> "waits for " + target).orElse("nothing of it can take the traffic"));
        }
        surplus.addAll(ended());
        if (!surplus.isEmpty()) {
            return out(surplus, false);
        }
        return undecided
                .<Step>map(target -> new Step.Await("waits for " + target))
                .orElseGet(Step.Done::new);
    }

    private Step forth() {
        List<Target> ended = ended();
        if (!ended.isEmpty()) {
            return out(ended, false);
        }
        Optional<Target> awaited = first(rising, target -> !target.healthy())
                .or(() -> first(sides(side -> !share(side).equals(Weight.NONE)), Target::undecided));
        if (awaited.isPresent()) {
            return new Step.Await("waits for " + awaited.get());
        }
        return shrink().or(this::grow).orElseGet(this::rest);
    }

    private Optional<Step> shrink() {
        if (wanted.isEmpty()) {
            List<Target> all =
                    others.stream().flatMap(side -> side.in().stream()).toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(out(all, false));
        }
        for (Side side : others) {
            int in = side.in().size();
            if (in > allowed(side, healthy())) {
                Target next = leaving(side).findFirst().orElseThrow();
                if (!next.healthy() || picture.serving() > least()) {
                    boolean first = in >= allowed(side, healthy() - 1);
                    return Optional.of(out(List.of(next), !first));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Step> grow() {
        boolean alone =
                rising.isEmpty() || others.stream().allMatch(side -> side.in().isEmpty());
        for (Side side : sides(side -> true)) {
            int lacking = goal(side) - side.in().size();
            List<TargetDescription> next =
                    missing(side, alone ? lacking : Math.min(1, lacking)).toList();
            if (!next.isEmpty()) {
                return Optional.of(new Step.In(next, !alone));
            }
        }
        return Optional.empty();
    }

    private Step rest() {
        return sides(side -> side.in().size() > goal(side)).isEmpty()
                ? new Step.Done()
                : new Step.Await("waits until more instances can take traffic");
    }

    /** How many instances of a side may stay while so many of the rising ones are healthy. */
    private int allowed(Side side, int healthy) {
        int size = risingSize();
        int rest = Math.max(0, size - healthy);
        return Math.max(goal(side), size == 0 ? 0 : Math.ceilDiv(side.size() * rest, size));
    }

    /** Where nothing is new, what is meant to serve counts. */
    private List<Side> measure() {
        return rising.isEmpty() ? sides(side -> !share(side).equals(Weight.NONE)) : rising;
    }

    private int risingSize() {
        return measure().stream().mapToInt(Side::size).sum();
    }

    private int healthy() {
        return measure().stream().mapToInt(Side::healthy).sum();
    }

    /** How many must get requests at any time. */
    private int least() {
        int largest = others.stream()
                .filter(side -> !side.in().isEmpty())
                .mapToInt(Side::size)
                .max()
                .orElse(0);
        return Math.min(risingSize(), largest);
    }

    private List<Target> ended() {
        return Stream.concat(
                        picture.strays().stream(),
                        picture.sides().values().stream().flatMap(side -> side.ended().stream()))
                .toList();
    }

    /** In the order in which they leave: first those that do not serve. */
    private static Stream<Target> leaving(Side side) {
        return side.in().stream().sorted(Comparator.comparing(Target::healthy).thenComparing(Target::id));
    }

    private static Stream<TargetDescription> missing(Side side, int most) {
        return side.missing(most).stream()
                .map(id -> TargetDescription.builder()
                        .id(id)
                        .port(side.member().port())
                        .build());
    }

    private static Step.Out out(List<Target> targets, boolean apart) {
        return new Step.Out(targets.stream().map(Target::description).toList(), apart);
    }

    private static Optional<Target> first(List<Side> sides, Predicate<Target> which) {
        return sides.stream().flatMap(side -> side.in().stream()).filter(which).findFirst();
    }

    private List<Side> sides(Predicate<Side> which) {
        return picture.sides().values().stream().filter(which).toList();
    }

    private Weight share(Side side) {
        return wanted.getOrDefault(side.environment(), Weight.NONE);
    }

    private int goal(Side side) {
        return side.goal(share(side));
    }
}
