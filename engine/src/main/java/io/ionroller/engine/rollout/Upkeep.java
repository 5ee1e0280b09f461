package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.rollout.UpkeepEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an environment after its release, by what was seen and decided.
 *
 * @param loss that it is lost as a whole; absent while it is there
 * @param scaling the newest change of its capacity by the engine; absent before the first
 * @param drift parts that somebody else has changed
 * @param restorations how many restorations of such parts were ever started; numbers them
 * @param restoring the parts that are being restored
 * @param members names of the instances with which it was last seen complete; absent when that was never stored
 */
public record Upkeep(
        @Nullable Loss loss,
        @Nullable Scaling scaling,
        List<Drift> drift,
        int restorations,
        List<EnvironmentPart> restoring,
        @Nullable List<String> members) {

    static final Upkeep NONE = new Upkeep(null, null, List.of(), 0, List.of(), null);

    public Upkeep {
        drift = List.copyOf(drift);
        restoring = List.copyOf(restoring);
    }

    /** Nothing of it is there any more, or nothing that could ever answer. */
    public record Loss(String reason, Instant since) {}

    /** A part that somebody else has changed. */
    public record Drift(EnvironmentPart part, String was, String now, boolean restorable) {

        /** {@code its capacity was 2 to 4 instances, and is 0}. */
        public String sentence() {
            return "its " + part.text() + " was " + was + ", and is " + now;
        }
    }

    /**
     * A change of its capacity.
     *
     * @param number from 1 within the environment
     * @param instances how many it is to have
     * @param full how many it needs with traffic
     * @param done whether a reading has shown it
     */
    public record Scaling(int number, int instances, int full, boolean done) {

        /** Whether it is to be able to take all traffic (again). */
        public boolean up() {
            return instances == full;
        }

        /** Whether it gets instances back, and has not got all of them yet. */
        public boolean growing() {
            return up() && !done;
        }

        /** Whether it has, or is on its way to, fewer instances than it needs with traffic. */
        public boolean reduced() {
            return !up();
        }
    }

    Upkeep after(UpkeepEvent event) {
        return switch (event) {
            case EnvironmentLost e -> with(new Loss(e.reason(), e.observedAt()));
            case EnvironmentRecovered e -> with((@Nullable Loss) null);
            case InstancesChanged e -> withMembers(e.gone(), e.come());
            case EnvironmentDriftFound e -> with(new Drift(e.part(), e.was(), e.now(), e.restorable()));
            case EnvironmentDriftEnded e -> withoutDrift(e.part());
            case RestorationStarted e -> restoring(e.restoration(), e.parts());
            case ScalingStarted e -> with(new Scaling(e.scaling(), e.instances(), e.full(), false));
            case ScalingCompleted e -> with(new Scaling(e.scaling(), e.instances(), e.full(), true));
        };
    }

    /** How the part was changed; absent when it is as it should be. */
    @Nullable
    Drift drift(EnvironmentPart part) {
        return drift.stream().filter(one -> one.part() == part).findFirst().orElse(null);
    }

    /** Parts that could be restored and are not being so. */
    Set<EnvironmentPart> restorable() {
        Set<EnvironmentPart> parts = EnumSet.noneOf(EnvironmentPart.class);
        drift.stream().filter(Drift::restorable).map(Drift::part).forEach(parts::add);
        return restoring.containsAll(parts) ? Collections.emptySet() : parts;
    }

    private Upkeep with(@Nullable Loss next) {
        return new Upkeep(next, scaling, drift, restorations, restoring, members);
    }

    private Upkeep with(Scaling next) {
        return new Upkeep(loss, next, drift, restorations, restoring, members);
    }

    private Upkeep with(Drift found) {
        List<Drift> next = new ArrayList<>(drift);
        next.removeIf(one -> one.part() == found.part());
        next.add(found);
        return new Upkeep(loss, scaling, next, restorations, without(found.part()), members);
    }

    private Upkeep withoutDrift(EnvironmentPart part) {
        List<Drift> next = drift.stream().filter(one -> one.part() != part).toList();
        return new Upkeep(loss, scaling, next, restorations, without(part), members);
    }

    private List<EnvironmentPart> without(EnvironmentPart part) {
        return restoring.stream().filter(other -> other != part).toList();
    }

    private Upkeep restoring(int number, List<EnvironmentPart> parts) {
        return new Upkeep(loss, scaling, drift, number, parts, members);
    }

    private Upkeep withMembers(List<String> gone, List<String> come) {
        List<String> names = new ArrayList<>(members == null ? List.of() : members);
        names.removeAll(gone);
        names.addAll(come);
        return withMembers(names);
    }

    Upkeep withMembers(List<String> names) {
        return new Upkeep(loss, scaling, drift, restorations, restoring, List.copyOf(names));
    }
}
