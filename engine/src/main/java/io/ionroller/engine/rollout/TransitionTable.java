package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.PhaseName.*;

import io.ionroller.engine.rollout.ServiceEvent.*;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every legal step of a release from phase to phase. The machine takes no other; {@code docs/state-diagram.md} shows it. */
public final class TransitionTable {

    /**
     * One legal step.
     *
     * @param before absent while the release does not exist
     * @param after the same as {@code before} for an event that leaves the phase as it is
     */
    public record Transition(@Nullable PhaseName before, Class<? extends ServiceEvent> event, PhaseName after) {

        @Override
        public String toString() {
            return (before == null ? "nothing" : before.text()) + " -" + event.getSimpleName() + "-> " + after.text();
        }
    }

    private static final Set<PhaseName> WORKING = Set.of(CREATING, VERIFYING, SHIFTING);
    private static final Set<PhaseName> ON_THE_WAY = Set.of(CREATING, VERIFYING, SHIFTING, PAUSED, BAKING, FINISHING);

    private static final Set<Transition> LEGAL = legal();

    private TransitionTable() {}

    /** All legal steps, in the order of a release's way. */
    public static Set<Transition> transitions() {
        return LEGAL;
    }

    private static Set<Transition> legal() {
        Set<Transition> all = new LinkedHashSet<>();
        all.add(new Transition(null, ReleaseAccepted.class, QUEUED));
        to(all, QUEUED, ReleaseQueued.class, Set.of(QUEUED));
        to(all, CREATING, RolloutStarted.class, Set.of(QUEUED));
        to(all, VERIFYING, RolloutStarted.class, Set.of(QUEUED));
        to(all, VERIFYING, EnvironmentCreated.class, Set.of(CREATING));
        to(all, VERIFYING, EnvironmentVerified.class, Set.of(VERIFYING));
        to(all, SHIFTING, StepStarted.class, Set.of(VERIFYING, SHIFTING, PAUSED));
        to(all, PAUSED, RolloutPaused.class, ON_THE_WAY);
        same(all, PauseRequested.class, WORKING);
        same(all, RolloutResumed.class, WORKING);
        Stream.of(PAUSED, CREATING, VERIFYING, SHIFTING, FINISHING)
                .forEach(phase -> to(all, phase, RolloutResumed.class, Set.of(PAUSED)));
        same(all, RolloutPromoted.class, Set.of(CREATING, VERIFYING, SHIFTING, PAUSED, BAKING));
        to(all, BAKING, BakeStarted.class, Set.of(SHIFTING, PAUSED));
        to(all, FINISHING, FinishStarted.class, Set.of(SHIFTING, PAUSED, BAKING));
        to(all, COMPLETED, ReleaseCompleted.class, Set.of(FINISHING));
        to(all, ROLLING_BACK, RollbackStarted.class, ON_THE_WAY);
        endings(all);
        return Collections.unmodifiableSet(all);
    }

    private static void endings(Set<Transition> all) {
        to(all, ROLLED_BACK, ReleaseRolledBack.class, Set.of(ROLLING_BACK));
        to(all, FAILED, ReleaseFailed.class, ON_THE_WAY);
        Set<PhaseName> anywhere = EnumSet.of(QUEUED, ROLLING_BACK);
        anywhere.addAll(ON_THE_WAY);
        to(all, ABORTED, ReleaseAborted.class, anywhere);
        to(all, SUPERSEDED, ReleaseSuperseded.class, anywhere);
    }

    private static void to(
            Set<Transition> all, PhaseName after, Class<? extends ServiceEvent> event, Set<PhaseName> befores) {
        befores.stream().sorted().forEach(before -> all.add(new Transition(before, event, after)));
    }

    private static void same(Set<Transition> all, Class<? extends ServiceEvent> event, Set<PhaseName> phases) {
        phases.stream().sorted().forEach(phase -> all.add(new Transition(phase, event, phase)));
    }

    /**
     * The step that an event made, if it is about the way of a release.
     *
     * @param before the state before the event
     * @param after the state after it
     */
    public static @Nullable Transition step(ServiceState before, ServiceEvent event, ServiceState after) {
        Long number = event.aboutRelease();
        if (number == null || aboutTraffic(event)) {
            return null;
        }
        Release known = before.releases().get(number);
        return new Transition(
                known == null ? null : known.phase(),
                event.getClass(),
                after.release(number).phase());
    }

    /** Traffic is shared for a release, also long after its end. */
    private static boolean aboutTraffic(ServiceEvent event) {
        return event instanceof TrafficIntended
                || event instanceof TrafficShifted
                || event instanceof TrafficProgressed
                || event instanceof TrafficDriftFound;
    }

    /**
     * Refuses a step that is not legal.
     *
     * @throws IllegalStateException if the event made one: a bug in the machine, of which nothing is stored
     */
    static void check(ServiceState before, ServiceEvent event, ServiceState after) {
        Transition step = step(before, event, after);
        if (step != null && !LEGAL.contains(step)) {
            throw new IllegalStateException("illegal transition " + step + " by " + event);
        }
    }
}
