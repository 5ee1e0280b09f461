package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a platform would do for a release, and what stands in its way, by what was read just now. Nothing was changed for it.
 *
 * @param changes what would be made and changed, in that order
 * @param removals what is removed with an environment, of those that are known
 * @param problems what would fail, or could
 * @param calls what the calls would be
 * @param notes sentences that a person should know before deciding
 * @param facts what all this rests on; equal texts mean that nothing has moved
 */
public record PlatformPlan(
        List<Change> changes,
        Map<EnvironmentId, List<Change>> removals,
        List<Problem> problems,
        Calls calls,
        List<String> notes,
        Map<PlanAspect, String> facts) {

    public PlatformPlan {
        changes = List.copyOf(changes);
        removals = Map.copyOf(removals);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        Map<PlanAspect, String> sorted = new EnumMap<>(PlanAspect.class);
        sorted.putAll(facts);
        facts = Collections.unmodifiableMap(sorted);
    }

    /** What becomes of a resource. */
    public enum Verb {
        CREATE,
        CHANGE,
        REMOVE
    }

    /**
     * A resource that would be made, changed or removed.
     *
     * @param kind such as {@code target group}
     * @param name as the platform knows it
     * @param detail what it would be, for a person; may be empty
     */
    public record Change(Verb verb, String kind, String name, String detail) {}

    /** Whether a problem ends the release. */
    public enum Severity {
        /** The release would fail, or hold. */
        BLOCKING,
        /** It may go well; a person should look. */
        WARNING
    }

    /**
     * Something that is wrong, or that could not be found out.
     *
     * @param field of the configuration that it is about, such as {@code platform.subnets}; or what else it is about
     * @param what is the matter
     * @param wanted what would be right, or what to do; may be empty
     */
    public record Problem(Severity severity, String field, String what, String wanted) {

        public static Problem blocking(String field, String what, String wanted) {
            return new Problem(Severity.BLOCKING, field, what, wanted);
        }

        public static Problem warning(String field, String what, String wanted) {
            return new Problem(Severity.WARNING, field, what, wanted);
        }

        public boolean blocks() {
            return severity == Severity.BLOCKING;
        }
    }

    /**
     * Calls per action of the platform's API, without the looks while something is awaited.
     *
     * @param create to make the environment
     * @param shift for one change of the traffic
     * @param whole to give the environment all traffic, in however many changes; besides those for each change
     * @param remove to remove one environment
     */
    public record Calls(
            Map<String, Integer> create,
            Map<String, Integer> shift,
            Map<String, Integer> whole,
            Map<String, Integer> remove) {

        /** Where calls do not count. */
        public static final Calls NONE = new Calls(Map.of(), Map.of(), Map.of(), Map.of());

        public Calls {
            create = Map.copyOf(create);
            shift = Map.copyOf(shift);
            whole = Map.copyOf(whole);
            remove = Map.copyOf(remove);
        }

        /** Of a whole release, by action. */
        public Map<String, Integer> of(int shifts, int removals) {
            Map<String, Integer> sum = new TreeMap<>(create);
            shift.forEach((action, count) -> sum.merge(action, count * shifts, Integer::sum));
            whole.forEach((action, count) -> sum.merge(action, count, Integer::sum));
            remove.forEach((action, count) -> sum.merge(action, count * removals, Integer::sum));
            sum.values().removeIf(count -> count == 0);
            return Collections.unmodifiableMap(sum);
        }
    }

    /** Whether the platform said anything at all. */
    public boolean asked() {
        return !facts.isEmpty();
    }

    /** Nothing to do and nothing known. */
    public static PlatformPlan empty() {
        return new PlatformPlan(List.of(), Map.of(), List.of(), Calls.NONE, List.of(), Map.of());
    }

    /** What can be said of any platform: an environment would be made, and the traffic is, or is not, as intended. */
    static PlatformPlan general(EnvironmentSpec candidate, TrafficSpec traffic, Map<EnvironmentId, Weight> found) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(
                Verb.CREATE,
                "environment",
                candidate.id().toString(),
                candidate.version() + " with revision " + candidate.revision() + " on "
                        + candidate.platform().type()));
        if (!traffic.weights().isEmpty()) {
            changes.add(new Change(Verb.CHANGE, "traffic", traffic.service().toString(), "now " + written(found)));
        }
        return new PlatformPlan(
                changes,
                Map.of(),
                drift(traffic, found).stream().toList(),
                Calls.NONE,
                List.of(),
                Map.of(PlanAspect.TRAFFIC, written(found)));
    }

    /** What is removed with an environment; the environment as a whole where nothing else is known. */
    public List<Change> removal(EnvironmentId environment) {
        return removals.getOrDefault(
                environment, List.of(new Change(Verb.REMOVE, "environment", environment.toString(), "")));
    }

    /** The problem that the traffic is shared as nobody intended, if it is. */
    public static Optional<Problem> drift(TrafficSpec traffic, Map<EnvironmentId, Weight> found) {
        boolean meant = positive(traffic.weights()).equals(positive(found))
                || traffic.expected().stream().map(PlatformPlan::positive).anyMatch(positive(found)::equals);
        return meant
                ? Optional.empty()
                : Optional.of(Problem.blocking(
                        "traffic",
                        "it is shared as nobody intended: " + written(found) + " instead of "
                                + written(traffic.weights()),
                        "the intended weights; put them back, or the rollout holds at its first change of traffic"));
    }

    private static Map<EnvironmentId, Weight> positive(Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> positive = new TreeMap<>(weights);
        positive.values().removeIf(Weight.NONE::equals);
        return positive;
    }

    /** Weights as a sentence has them. */
    public static String written(Map<EnvironmentId, Weight> weights) {
        List<String> parts = new ArrayList<>();
        positive(weights).forEach((environment, weight) -> parts.add(environment + " " + weight));
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
