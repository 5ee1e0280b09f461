package io.ionroller.engine.rollout;

import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What observations of an environment mean: its health, and instances that must be brought back. */
final class EnvironmentReports {

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration BETWEEN_REASONS = Duration.ofSeconds(1);
    private static final int MOST_NAMES = 3;

    private EnvironmentReports() {}

    /** An environment was observed after its creation. */
    static void watched(Draft draft, EnvironmentObservation seen) {
        Scalings.reduceIfUnused(draft, seen);
        recordHealth(draft, seen);
        Losses.seen(draft, seen);
        Environment environment = draft.state().environment(seen.environment());
        Environment.Repair repair = environment.repair();
        if (repair != null && seen.running() >= required(environment, seen)) {
            draft.emit(new InstancesReplaced(environment.id(), repair.number(), seen.running()));
        } else {
            repairIfIncomplete(draft, environment, exited(seen));
        }
        draft.because(Grounds.Rule.OBSERVED);
        Members.seen(draft, seen);
        Drifts.seen(draft, seen);
    }

    /**
     * Asks for a repair where instances are missing by what was last stored, none is under way, and the environment is not on
     * trial (any more). One that is lost as a whole is only made again when it is in use and the configuration says so.
     *
     * @param exited names of the instances that do not run, as far as they are known
     */
    static void repairIfIncomplete(Draft draft, Environment environment, List<String> exited) {
        Environment.Health health = environment.health();
        boolean lost = environment.upkeep().loss() != null;
        if (health != null
                && health.running() < health.required()
                && environment.repair() == null
                && !onTrial(draft.state(), environment)
                && (lost ? Losses.madeAgain(draft.state(), environment) : !environment.growing())) {
            draft.because(Grounds.Rule.INSTANCES_MISSING, Grounds.of(environment));
            draft.emit(new InstancesLost(
                    environment.id(),
                    exited,
                    environment.repairs() + 1,
                    draft.now().plus(backOff(environment.failedRepairs())),
                    health.detail()));
        }
    }

    /** Stores the health if it differs from what is stored. */
    static void recordHealth(Draft draft, EnvironmentObservation seen) {
        recordHealth(draft, seen, detail(seen), false);
    }

    /** Also when only the reason differs, so that a release that fails its verification says why; once a second at most. */
    static void recordHealthAndReason(Draft draft, ServiceCommand.EnvironmentSeen report) {
        EnvironmentObservation seen = report.observation();
        Environment.Health known = draft.state().environment(seen.environment()).health();
        String detail = seen.ready() && !report.confirmed()
                ? "seen healthy " + report.times() + " of " + report.needed() + " times"
                : detail(seen);
        boolean otherReason = known != null
                && !known.detail().equals(detail)
                && (report.confirmed()
                        || !seen.observedAt().isBefore(known.observedAt().plus(BETWEEN_REASONS)));
        recordHealth(draft, seen, detail, otherReason);
    }

    private static void recordHealth(Draft draft, EnvironmentObservation seen, String detail, boolean inAnyCase) {
        Environment environment = draft.state().environment(seen.environment());
        Environment.Health known = environment.health();
        int required = required(environment, seen);
        if (inAnyCase
                || known == null
                || known.healthy() != seen.healthy()
                || known.running() != seen.running()
                || known.required() != required) {
            draft.emit(new EnvironmentHealthChanged(
                    seen.environment(), seen.healthy(), seen.running(), required, detail, seen.observedAt()));
        }
    }

    /** An environment that vanished altogether still needs what it needed; one that was scaled, what it was scaled to. */
    private static int required(Environment environment, EnvironmentObservation seen) {
        Environment.Health known = environment.health();
        Upkeep.Scaling scaling = environment.upkeep().scaling();
        if (scaling != null && scaling.reduced()) {
            return Math.max(seen.required(), scaling.instances());
        }
        int wanted = Math.max(seen.required(), known == null ? 1 : seen.exists() ? 1 : known.required());
        return scaling != null && scaling.growing() ? Math.max(wanted, scaling.full()) : wanted;
    }

    /** The candidate of a rollout is not repaired: a release that loses instances is bad and goes back, unless it cannot. */
    private static boolean onTrial(ServiceState state, Environment environment) {
        Rollout rollout = state.rollout();
        return rollout != null
                && environment.id().equals(rollout.candidate())
                && !Ending.held(rollout)
                && state.release(rollout.release()).kind() != ReleaseKind.WARM_ROLLBACK;
    }

    /** At once the first time, then 1 s, 2 s, 4 s and so on, at most a minute. */
    private static Duration backOff(int repairs) {
        if (repairs == 0) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(repairs - 1, 10));
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    private static List<String> exited(EnvironmentObservation seen) {
        return seen.instances().stream()
                .filter(instance -> instance.state() == InstanceObservation.State.EXITED)
                .map(InstanceObservation::name)
                .toList();
    }

    /** Why instances are not healthy, for a person, those that are alike together; empty when all are. */
    static String detail(EnvironmentObservation seen) {
        if (!seen.exists()) {
            return "nothing of " + seen.environment() + " is there";
        }
        Map<Trouble, List<String>> alike = new LinkedHashMap<>();
        seen.instances().stream()
                .filter(instance -> instance.state() != InstanceObservation.State.HEALTHY)
                .forEach(instance -> alike.computeIfAbsent(
                                new Trouble(instance.state(), instance.detail()), trouble -> new ArrayList<>())
                        .add(instance.name()));
        return alike.entrySet().stream()
                .map(entry -> entry.getKey().of(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private record Trouble(InstanceObservation.State state, String detail) {

        String of(List<String> names) {
            boolean one = names.size() == 1;
            String verb = switch (state) {
                case STARTING -> one ? "is starting" : "are starting";
                case HEALTHY -> one ? "is healthy" : "are healthy";
                case UNHEALTHY -> one ? "is unhealthy" : "are unhealthy";
                case EXITED -> one ? "has exited" : "have exited";
            };
            String listed = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
            String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
            return (one ? "instance " : "instances ") + listed + more + " " + verb
                    + (detail.isEmpty() ? "" : ": " + detail);
        }
    }
}
